import { setTimeout as sleep } from "node:timers/promises";
import { refuse } from "../platform/logging/refuse.ts";
import { openProgram } from "../platform/program.ts";
import { startTelemetry } from "../platform/telemetry/start.ts";
import { startApi } from "./start.ts";

const drainMs = 10_000;

/** The API's process: `node dist/src/api/main.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const { config, databaseUrl, log, state } = openProgram("api");
const telemetry = await startTelemetry("api", config.telemetry, log, {
  dropped: () => state().dropped,
}).catch((error: unknown) => refuse(log, error));
const api = await startApi(config, databaseUrl, log, telemetry, state).catch((error: unknown) =>
  refuse(log, error),
);

let stopping = false;
/**
 * First it says that it is going, and goes on answering until balancers have heard of it; then it
 * answers what is in progress. Asked a second time, it ends at once.
 */
async function stop(why: string, delayMs: number): Promise<void> {
  if (stopping) {
    log.warn({ why }, "asked again: requests in progress are cut");
    process.exit(1);
  }
  stopping = true;
  log.info({ why, delayMs }, "the API is ending");
  api.retire();
  await sleep(delayMs);
  const done = api.stop().then(
    () => "ended",
    (error: unknown) => {
      log.error({ err: error }, "something could not be closed");
      return "ended";
    },
  );
  if ((await Promise.race([done, sleep(drainMs)])) !== "ended") {
    log.warn("requests in progress were cut");
    api.cut();
  }
  await telemetry.close();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => void stop(signal, config.shutdownDelayMs));
}
process.on("disconnect", () => void stop("parent gone", 0));
log.info({ port: api.port, host: config.host }, "the API is ready");
process.send?.({ ready: true });
