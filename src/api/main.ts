import { setTimeout as sleep } from "node:timers/promises";
import { refuse } from "../platform/logging/refuse.ts";
import { openProgram } from "../platform/program.ts";
import { startApi } from "./start.ts";

const drainMs = 10_000;

/** The API's process: `node dist/src/api/main.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const { config, databaseUrl, log, state } = openProgram("api");
const api = await startApi(config, databaseUrl, log, state).catch((error: unknown) =>
  refuse(log, error),
);

let stopping = false;
async function stop(why: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ why }, "the API is ending");
  const done = api.stop().then(
    () => "ended",
    (error: unknown) => {
      log.error({ err: error }, "something could not be closed");
      return "ended";
    },
  );
  if ((await Promise.race([done, sleep(drainMs)])) !== "ended") {
    log.warn("requests under way were cut");
    api.cut();
  }
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
process.on("disconnect", () => void stop("parent gone"));
log.info({ port: api.port, host: config.host }, "the API is ready");
process.send?.({ ready: true });
