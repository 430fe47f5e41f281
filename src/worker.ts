import { DefaultLogger, Runtime } from "@temporalio/worker";
import { isDeferral } from "./activities/email-activities.ts";
import { readConfig } from "./contract/config.ts";
import { createLog } from "./platform/log.ts";
import { faultMessage } from "./dispatch/temporal-fault.ts";
import { endAnyhow } from "./worker/deadline.ts";
import { startWorker, WrongDeployment } from "./worker/start.ts";

/** The worker's process: `node dist/src/worker.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const result = readConfig(process.env);
if (!result.ok) {
  for (const { name, message } of result.problems) console.error(`${name} ${message}`);
  process.exit(1);
}
const databaseUrl = result.config.database.url;
if (databaseUrl === undefined) {
  console.error(
    "DATABASE_URL is needed: the URL of a Postgres, or use npm start, which brings one",
  );
  process.exit(1);
}
const log = createLog("worker", result.config.logLevel);
Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger("WARN", ({ level, message, meta }) => {
    // The workers of places outside have none, by design.
    if (message.startsWith("No workflows registered")) return;
    // A message that was not taken is no fault of ours, and has a line of its own.
    if (isDeferral(meta?.["error"])) return;
    log[level === "ERROR" ? "error" : "warn"]({ temporal: meta }, message);
  }),
});

// Asked to end while it still starts, it ends when it has started: in order either way.
let asked = false;
let end = (): void => undefined;
function ask(): void {
  if (!asked) endAnyhow(log);
  asked = true;
  end();
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, ask);

const worker = await startWorker(result.config, databaseUrl, log).catch((error: unknown) => {
  if (!(error instanceof WrongDeployment)) throw error;
  console.error(error.message);
  process.exit(1);
});
end = () => worker.stop();
if (asked) end();
if (process.connected) process.send?.({ ready: true });
log.info("the worker is ready");
try {
  await worker.done;
  log.info("the worker has ended");
} catch (error) {
  if (!asked) throw error;
  // What it was in the middle of is taken over, as after a kill.
  log.warn({ err: faultMessage(error) }, "the worker has ended, though not in order");
}
process.exit(0);
