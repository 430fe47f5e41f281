import type { Config } from "../../contract/config.ts";
import type { Database } from "../../db/database.ts";
import { openDatabase } from "../../db/database.ts";
import { pendingMigrations } from "../../db/migrate.ts";
import { serverTime } from "../../db/server-time.ts";
import { answers, workerSeenWithin } from "../../db/workers-seen.ts";
import { databaseUrl } from "../database-url.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";

/** As long as /readyz waits for a sign of life. */
const workerSilenceSeconds = 30;
const mostDifferenceMs = 2_000;

export async function* examinePostgres(config: Config): AsyncGenerator<Finding> {
  const url = await databaseUrl(config).catch((error: unknown) => error as Error);
  if (url instanceof Error) {
    yield { what: "Postgres", ok: false, says: url.message };
    return;
  }
  const db = openDatabase(url, 2);
  try {
    const remedy = "see that it runs and that DATABASE_URL has its address, user and password";
    const reached = await find("Postgres", () => answers(db).then(() => "can be reached"), remedy);
    yield reached;
    if (!reached.ok) return;
    const schema = await find("Schema", () => schemaOf(url));
    yield schema;
    yield await find("Clock", () => clockOf(db));
    if (schema.ok) yield await find("Worker", () => workerOf(db));
  } finally {
    await db.close();
  }
}

async function schemaOf(url: string): Promise<string> {
  const pending = await pendingMigrations(url);
  if (pending.length === 0) return "is up to date";
  throw new Error(`lacks ${pending.join(", ")}: run npm run cli -- migrate`);
}

/** Half of the way there and back is taken off. */
async function clockOf(db: Database): Promise<string> {
  const sent = Date.now();
  const theirs = (await serverTime(db)).getTime();
  const difference = (sent + Date.now()) / 2 - theirs;
  const says =
    `this machine's is ${(Math.abs(difference) / 1000).toFixed(2)} s ` +
    `${difference < 0 ? "behind" : "ahead of"} Postgres's`;
  if (Math.abs(difference) <= mostDifferenceMs) return says;
  throw new Error(`${says}: set both by a time server (NTP)`);
}

async function workerOf(db: Database): Promise<string> {
  if (await workerSeenWithin(db, workerSilenceSeconds)) return "has given a sign of life";
  throw new Error(
    `none was seen within ${workerSilenceSeconds} seconds: start node dist/src/worker.js, ` +
      "or npm start, and look into its log",
  );
}
