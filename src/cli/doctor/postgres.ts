import type { Config } from "../../platform/config/config.ts";
import type { Database } from "../../db/core/database.ts";
import { openDatabase } from "../../db/core/database.ts";
import { schemaState } from "../../db/core/schema-state.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { canQuery, newestSignOfLife } from "../../db/core/workers-seen.ts";
import { databaseUrl } from "../database-url.ts";
import { postgresErrorText } from "../postgres-error.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";
import { examineKeeping } from "./keeping.ts";
import { restoredOf } from "./restored.ts";
import { examineApiKeys } from "./api-keys.ts";
import { examineSecrets } from "./secrets.ts";

/** This is as long as /readyz waits for a sign of life. */
const workerSilenceSeconds = 30;
const maxDifferenceMs = 2_000;

export async function* examinePostgres(config: Config): AsyncGenerator<Finding> {
  const url = await databaseUrl(config).catch((error: unknown) => error as Error);
  if (url instanceof Error) {
    yield { what: "Postgres", ok: false, says: url.message };
    return;
  }
  const db = openDatabase(url, 2, { readOnly: true });
  try {
    const reached = await find("Postgres", () => reach(db));
    yield reached;
    if (!reached.ok) return;
    const schema = await find("Schema", () => schemaOf(db));
    yield schema;
    yield await find("Clock", () => clockOf(db));
    if (!schema.ok) return;
    yield await find("Worker", () => workerOf(db));
    yield await find("Restored data", () => restoredOf(db));
    yield* examineKeeping(db, config);
    yield await examineSecrets(db, config);
    yield await examineApiKeys(db);
  } finally {
    await db.close();
  }
}

async function reach(db: Database): Promise<string> {
  try {
    await canQuery(db);
    return "can be reached";
  } catch (error) {
    throw postgresErrorText(error);
  }
}

async function schemaOf(db: Database): Promise<string> {
  const schema = await schemaState(db);
  if (schema.state === "current") return "is up to date";
  throw new Error(schema.says);
}

/** Half of the way there and back is taken off. */
async function clockOf(db: Database): Promise<string> {
  const sent = Date.now();
  const theirs = (await serverTime(db)).getTime();
  const difference = (sent + Date.now()) / 2 - theirs;
  const says =
    `this machine's is ${(Math.abs(difference) / 1000).toFixed(2)} s ` +
    `${difference < 0 ? "behind" : "ahead of"} Postgres's`;
  if (Math.abs(difference) <= maxDifferenceMs) return says;
  throw new Error(`${says}: set both by a time server (NTP)`);
}

async function workerOf(db: Database): Promise<string> {
  const newest = await newestSignOfLife(db);
  if (newest !== undefined && newest.silentSeconds < workerSilenceSeconds) {
    return "has given a sign of life";
  }
  throw new Error(
    `none was seen within ${workerSilenceSeconds} seconds: start node dist/src/worker.js, ` +
      "or npm start, and look into its log",
  );
}
