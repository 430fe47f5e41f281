import type { Config } from "../../platform/config/config.ts";
import type { Database } from "../../db/core/database.ts";
import { openDatabase } from "../../db/core/database.ts";
import type { SchemaState } from "../../db/core/schema-state.ts";
import { schemaState } from "../../db/core/schema-state.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { canQuery, newestSignOfLife } from "../../db/core/workers-seen.ts";
import { databaseUrl } from "../database-url.ts";
import { postgresErrorText } from "../postgres-error.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";
import { examineKeeping } from "./keeping.ts";
import { examineNotifications } from "./notifications.ts";
import { examinePausedChannels } from "./paused-channels.ts";
import { examineReleases } from "./releases.ts";
import { restoredOf } from "./restored.ts";
import { examineApiKeys } from "./api-keys.ts";
import { examineSecrets } from "./secrets.ts";
import type { Subject } from "./subjects.ts";

/** This is as long as /readyz waits for a sign of life. */
const workerSilenceSeconds = 30;
const maxDifferenceMs = 2_000;

/** Beyond the schema, each by itself. */
const databaseChecks: ((db: Database, config: Config) => AsyncIterable<Finding>)[] = [
  one("Worker", workerOf),
  examineReleases,
  one("Restored data", restoredOf),
  examineKeeping,
  examineSecrets,
  examineApiKeys,
  examinePausedChannels,
];

export async function* examinePostgres({ config }: Examined): AsyncGenerator<Finding> {
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
    yield* examineNotifications(url);
    const schema = await schemaOf(db);
    yield schema;
    yield await find("Clock", () => clockOf(db));
    if (!schema.ok) return;
    for (const check of databaseChecks) yield* check(db, config);
  } finally {
    await db.close();
  }
}

function one(what: Subject, ask: (db: Database) => Promise<string>) {
  return async function* examineOne(db: Database): AsyncGenerator<Finding> {
    yield await find(what, () => ask(db));
  };
}

async function reach(db: Database): Promise<string> {
  try {
    await canQuery(db);
    return "can be reached";
  } catch (error) {
    throw postgresErrorText(error);
  }
}

/** A newer one that this release may go on with is only looked at. */
async function schemaOf(db: Database): Promise<Finding> {
  const what = "Schema";
  const found = await schemaState(db).catch((error: unknown) => error);
  if (found instanceof Error) return { what, ok: false, says: found.message };
  const schema = found as SchemaState;
  if (schema.state === "current") return { what, ok: true, says: "is up to date" };
  const usable = schema.state === "newer" && schema.usable;
  return { what, ok: usable, doubtful: usable, says: schema.says };
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
