import { contextOf } from "./context.ts";
import { getFanOut } from "../../src/services/fan-outs/fan-outs.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "./afterwards.ts";
import { testDatabase } from "./database.ts";
import { unique } from "./temporal.ts";
import { eventually } from "./wait.ts";
import { workerHere } from "./worker.ts";

/** A database with ingest, and the settings of a worker for it (that needs no mail server). */
export async function startsSetup() {
  const { db, url } = await testDatabase(10);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const settings = { databaseUrl: url, taskQueue: unique("starts"), smtpUrl: "smtp://127.0.0.1:9" };
  return { db, ingest, settings };
}

/** The same, with a worker that runs here. */
export async function startsHere() {
  const setup = await startsSetup();
  await workerHere(setup.settings);
  return setup;
}

/** Makes a segment and as many new contacts as members of it: 1@…, 2@…, … */
export async function segmentOf(db: Database, name: string, members: number): Promise<string> {
  const [segment] = await db.query<{ id: string }>(
    "insert into segments (id, name) values (gen_random_uuid(), $1) returning id",
    [name],
  );
  await db.query(
    `with made as (
       insert into contacts (id, email, source)
       select gen_random_uuid(), n || '@' || $1 || '.example.com', 'test' from generate_series(1, $2) as n
       returning id, email),
     known as (insert into contact_identities (kind, value, contact_id) select 'email', email, id from made)
     insert into segment_members (segment_id, contact_id) select $3::uuid, id from made`,
    [name.toLowerCase(), members, segment?.id],
  );
  return segment?.id ?? "";
}

/** Makes runs that wait to be started, as a burst leaves them. @returns their ids */
export async function pendingRuns(
  db: Database,
  { id, versionId }: { id: string; versionId: string },
  runs: number,
  bulk = false,
): Promise<string[]> {
  const made = await db.query<{ id: string }>(
    `insert into runs (id, temporal_id, workflow_id, version_id, event_id, event_key, contact_id, created_at, bulk)
     select make_uuid7(), 'run/test/' || gen_random_uuid(), $1::uuid, $2, gen_random_uuid(), 'k',
            gen_random_uuid(), now(), $4
       from generate_series(1, $3) as n
     returning id`,
    [id, versionId, runs, bulk],
  );
  return made.map((run) => run.id);
}

export async function emptySegment(db: Database, name: string): Promise<string> {
  return segmentOf(db, name, 0);
}

export async function count(db: Database, from: string, values: unknown[] = []): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*) as n from ${from}`, values);
  return row?.n ?? -1;
}

/** Waits until a fan-out has ended, and gives what the API shows of it. */
export async function endedFanOut(db: Database, id: string) {
  return eventually("the fan-out to end", async () => {
    const fanOut = await getFanOut(contextOf(db), id);
    return fanOut.endedAt !== null && fanOut;
  });
}

/** The only fan-out there is. */
export async function theFanOut(db: Database): Promise<string> {
  return eventually("a fan-out", async () => {
    const [row] = await db.query<{ id: string }>("select id from fan_outs");
    return row?.id;
  });
}
