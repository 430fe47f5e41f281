import type { Database } from "../../src/db/core/database.ts";
import type { MadeWorkflow } from "./campaign.ts";

/** A UUIDv7 of a time, in SQL. */
const idAt = (time: string): string =>
  `(substr(uuid7_floor(${time})::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid`;

/** Partitions of events for so many months that are over, as if a worker had made them then. */
export async function pastPartitions(db: Database, months: number): Promise<void> {
  await db.query(`do $$
    declare begins timestamptz; ends timestamptz; tab text;
    begin
      for n in 1..${months} loop
        begins := (date_trunc('month', now() at time zone 'UTC') - make_interval(months => n)) at time zone 'UTC';
        ends := ((begins at time zone 'UTC') + interval '1 month') at time zone 'UTC';
        foreach tab in array array['events', 'event_decisions'] loop
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            tab || '_' || to_char(begins at time zone 'UTC', 'YYYY_MM'), tab, uuid7_floor(begins), uuid7_floor(ends));
        end loop;
      end loop;
    end $$`);
}

export interface PastRun {
  /** When it was launched. */
  daysAgo: number;
  /** Days from then to its end; null: it goes on. */
  lasted: number | null;
  status: "completed" | "stopped" | "failed";
  contactId: string;
  messages: number;
}

/**
 * Writes runs as if they had been launched then, each with its event, decision, journal of two blocks, and
 * messages with their logs. @returns their ids, in the order given
 */
export async function pastRuns(
  db: Database,
  workflow: MadeWorkflow,
  typeId: string,
  runs: readonly PastRun[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { daysAgo, lasted, status, contactId, messages } of runs) {
    const isOpen = lasted === null || lasted >= daysAgo;
    const [run] = await db.query<{ id: string }>(
      `with times as (
         select date_trunc('milliseconds', now() - make_interval(secs => $1::float8 * 86400)) as at,
                case when not $2::boolean
                     then now() - make_interval(secs => ($1::float8 - $3::float8) * 86400) end as ended),
       event as (
         insert into events (id, type_id, key_value, params, contact_id, source, received_at)
         select ${idAt("at")}, $4, 'key-' || gen_random_uuid(), '{"total": 10}', $5, 'api', at from times
         returning id, key_value),
       run as (
         insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                           contact_id, status, created_at, started_at, ended_at, error)
         select ${idAt("at")}, 'run/' || gen_random_uuid(), $6, $7, $8, event.id, event.key_value, $5,
                case when $2 then 'running' else $9 end, at, at, ended,
                case when not $2 and $9 = 'failed' then '{"block": "mail", "message": "no"}'::jsonb end
           from times, event returning id, event_id, created_at, ended_at)
       insert into event_decisions (event_id, binding_id, workflow_id, role, outcome, reason, run_id)
       select event_id, $6, $7, 'start', 'launched', 'each time', id from run returning run_id as id`,
      [
        daysAgo,
        isOpen,
        lasted ?? 0,
        typeId,
        contactId,
        workflow.bindings[0],
        workflow.id,
        workflow.versionId,
        status,
      ],
    );
    const id = run?.id ?? "";
    ids.push(id);
    await db.query(
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, started_at, ended_at)
       select id, b, 1, p, 'delay', 'next', '{"note": "done"}', created_at, ended_at
         from runs, (values ('wait', 1), ('mail', 2)) as v (b, p) where id = $1`,
      [id],
    );
    await pastMessages(db, id, messages);
  }
  return ids;
}

/** Messages of a run, sent when it began. */
export async function pastMessages(
  db: Database,
  runId: string,
  count: number,
  broadcastId: string | null = null,
): Promise<void> {
  await db.query(
    `with made as (
       insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                             subject, html, body_text, content, transactional, state, queued_at, sent_at, response,
                             broadcast_id)
       select gen_random_uuid(), r.id, 'mail', n, r.workflow_id, r.contact_id, 'email', 'a@example.com',
              'shop@example.com', 'Hello', '', '', '{"subject": "Hello", "html": "<p>Hello</p>", "text": "Hello"}',
              false, case when n % 5 = 4 then 'failed' else 'sent' end, r.created_at, r.created_at, '250 ok', $3
         from runs r, generate_series(1, $2) n where r.id = $1 returning id, queued_at)
     insert into message_log (message_id, at, state) select id, queued_at, 'sent' from made`,
    [runId, count, broadcastId],
  );
}

export async function pastContacts(db: Database, count: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `insert into contacts (id, source, created_at)
     select make_uuid7(), 'api', now() - interval '800 days' from generate_series(1, $1) returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

export async function typeIdOf(db: Database, key: string): Promise<string> {
  const [row] = await db.query<{ id: string }>("select id from event_types where key = $1", [key]);
  return row?.id ?? "";
}
