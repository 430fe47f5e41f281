import { DefaultLogger, Runtime } from "@temporalio/worker";
import { readConfig } from "./contract/config.ts";
import { createLog } from "./platform/log.ts";
import { startWorker } from "./worker/start.ts";

/** The worker's process: `node dist/src/worker.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const result = readConfig(process.env);
if (!result.ok) {
  for (const { name, message } of result.problems) console.error(`${name} ${message}`);
  process.exit(1);
}
const log = createLog("worker", result.config.logLevel);
Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger("WARN", ({ level, message, meta }) => {
    log[level === "ERROR" ? "error" : "warn"]({ temporal: meta }, message);
  }),
});

const worker = await startWorker(result.config, log);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => worker.stop());
process.on("disconnect", () => worker.stop());
process.send?.({ ready: true });
log.info("the worker is ready");
await worker.done;
log.info("the worker has ended");
process.exit(0);
