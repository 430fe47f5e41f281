import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../contract/config.ts";
import { createLog } from "../platform/log.ts";
import { startApi } from "./start.ts";

const drainMs = 10_000;

/** The API's process: `node dist/src/api/main.js`. Ends in order on SIGTERM, SIGINT or its parent's end. */
const result = readConfig(process.env);
if (!result.ok) {
  for (const { name, message } of result.problems) console.error(`${name} ${message}`);
  process.exit(1);
}
const { config } = result;
if (config.database.url === undefined) {
  console.error(
    "DATABASE_URL is needed: the URL of a Postgres, or use npm start, which brings one",
  );
  process.exit(1);
}
const log = createLog("api", config.logLevel);
const api = await startApi(config, config.database.url, log);

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
