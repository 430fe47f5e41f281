import { errorText } from "./dispatch/temporal-error.ts";
import { refuse } from "./platform/logging/refuse.ts";
import { openProgram } from "./platform/program.ts";
import { startTelemetry } from "./platform/telemetry/start.ts";
import { exitByDeadline } from "./worker/deadline.ts";
import { startWorker } from "./worker/start.ts";
import { coreMetrics } from "./worker/core-metrics.ts";
import { installTemporal } from "./worker/temporal-log.ts";

/** The worker's process: `node dist/src/worker.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const { config, databaseUrl, log, state } = openProgram("worker");

// Asked to end while it still starts, it ends when it has started: in order either way.
let asked = false;
let started = false;
let end = (): void => undefined;
function ask(): void {
  if (!asked) exitByDeadline(log);
  asked = true;
  end();
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, ask);

const core = config.telemetry.metricsPort === undefined ? undefined : await coreMetrics();
installTemporal(log, core?.options);
const telemetry = await startTelemetry("worker", config.telemetry, log, {
  dropped: () => state().dropped,
  others: core?.read,
  ready: () => started && !asked,
}).catch((error: unknown) => refuse(log, error));
const worker = await startWorker(config, databaseUrl, log, telemetry).catch((error: unknown) =>
  refuse(log, error),
);
end = () => worker.stop();
started = true;
if (asked) end();
if (process.connected) process.send?.({ ready: true });
log.info("the worker is ready");
try {
  await worker.done;
  log.info("the worker has ended");
} catch (error) {
  if (!asked) refuse(log, error);
  // What it was in the middle of is taken over, as after a kill.
  log.warn({ err: errorText(error) }, "the worker has ended, though not in order");
}
await telemetry.close();
process.exit(0);
