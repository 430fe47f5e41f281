import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { updateRetention } from "../../src/db/retention/settings.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { pastContacts, pastPartitions, pastRuns, typeIdOf } from "../support/past-data.ts";
import { startsSetup } from "../support/starts.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const few = 40;
const each = 300;

const count = async (db: Database, from: string): Promise<number> =>
  (await db.query<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? -1;

/** The ids of a table's rows in files that the manifest knows. */
async function exported(db: Database, folder: string, table: string): Promise<string[]> {
  const files = await db.query<{ file: string }>("select file from retention_exports");
  const ids: string[] = [];
  for (const { file } of files) {
    const text = gunzipSync(await readFile(join(folder, file))).toString();
    for (const line of text.trimEnd().split("\n")) {
      const row = JSON.parse(line) as { table: string; id: string };
      if (row.table === table) ids.push(row.id);
    }
  }
  return ids;
}

test("workers that are killed while they forget lose no row and write none into two files that count", async () => {
  const { db, settings } = await startsSetup();
  const folder = await temporaryFolder();
  await pastPartitions(db, 8);
  const workflow = await makeWorkflow(db);
  const typeId = await typeIdOf(db, "order");
  const [contactId = ""] = await pastContacts(db, 1);
  await pastRuns(
    db,
    workflow,
    typeId,
    Array.from({ length: few }, () => ({
      daysAgo: 200,
      lasted: 1,
      status: "completed" as const,
      contactId,
      messages: 1,
    })),
  );
  // Many of each.
  await db.query(
    `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key, contact_id,
                       status, created_at, started_at, ended_at)
     select gen_random_uuid(), 'run/copy/' || r.id || n, r.binding_id, r.workflow_id, r.version_id, r.event_id,
            r.event_key, r.contact_id, r.status, r.created_at, r.started_at,
            r.ended_at + make_interval(secs => n)
       from runs r, generate_series(1, ${each}) n`,
  );
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                           subject, html, body_text, content, transactional, state, queued_at)
     select gen_random_uuid(), id, 'mail', 1, workflow_id, contact_id, 'email', '', '', '', '', '',
            jsonb_build_object('html', repeat(md5(id::text), 300)), false, 'sent', created_at
       from runs where temporal_id like 'run/copy/%'`,
  );
  const runs = (await db.query<{ id: string }>("select id from runs")).map(({ id }) => id);
  const messages = (await db.query<{ id: string }>("select id from messages")).map(({ id }) => id);
  const events = (await db.query<{ id: string }>("select id from events")).map(({ id }) => id);
  // What is not counted yet stays: here all of it is.
  for (const mark of ["event_day_mark", "hourly_count_mark", "cohort_mark"]) {
    await db.query(`update ${mark} set counted_to = now()`);
  }
  await updateRetention(db, { events: 100, runs: 100, messages: 100, messageContents: 90 });

  const worker = () => workerProcess({ ...settings, env: { RETENTION_EXPORT: folder } });
  const left = async () =>
    (await count(db, "runs")) +
    (await count(db, "messages")) +
    (await count(db, "messages where not content_gone"));
  for (let kill = 1; kill <= 3; kill++) {
    const before = await left();
    const [doomed, other] = await Promise.all([worker(), worker()]);
    await eventually("some of it", async () => (await left()) < before);
    await Promise.all([doomed.kill(), other.kill()]);
  }
  expect(await left()).toBeGreaterThan(0);
  const last = await worker();
  await eventually("all runs and messages", async () => (await left()) === 0);
  await last.stop();
  // Events of runs stay as long as these: a worker looks for them when it starts, and each ten minutes.
  await worker();
  await eventually("all events", async () => (await count(db, "events")) === 0);

  expect((await exported(db, folder, "message_contents")).toSorted()).toEqual(messages.toSorted());
  expect((await exported(db, folder, "messages")).toSorted()).toEqual(messages.toSorted());
  expect((await exported(db, folder, "runs")).toSorted()).toEqual(runs.toSorted());
  expect([...new Set(await exported(db, folder, "events"))].toSorted()).toEqual(events.toSorted());
  const known = await count(db, "retention_exports where kind = 'messages'");
  expect((await readdir(join(folder, "messages"))).length).toBeGreaterThanOrEqual(known);
});
