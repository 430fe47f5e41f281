import { refuse } from "./platform/logging/refuse.ts";
import { openProgram } from "./platform/program.ts";
import { startWorker } from "./worker/start.ts";
import { installTemporalLog } from "./worker/temporal-log.ts";

/** The worker's process: `node dist/src/worker.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const { config, databaseUrl, log } = openProgram("worker");
installTemporalLog(log);

// Asked to end while it still starts, it ends when it has started: in order either way.
let ending = false;
let end = (): void => {
  ending = true;
};
for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, () => end());

const worker = await startWorker(config, databaseUrl, log).catch((error: unknown) =>
  refuse(log, error),
);
end = () => worker.stop();
if (ending) end();
if (process.connected) process.send?.({ ready: true });
log.info("the worker is ready");
await worker.done;
log.info("the worker has ended");
process.exit(0);
