import type { Database } from "../../src/db/core/database.ts";

/** What a workflow's rows refer to. */
export interface Scene {
  workflowId: string;
  versionId: string;
  bindingId: string;
  typeId: string;
}

export async function sceneOf(db: Database, name: string): Promise<Scene> {
  const [row] = await db.query<Scene>(
    `select w.id as "workflowId", v.id as "versionId", b.id as "bindingId", b.event_type_id as "typeId"
       from workflows w join workflow_versions v on v.workflow_id = w.id join bindings b on b.workflow_id = w.id
      where w.name = $1`,
    [name],
  );
  if (row === undefined) throw new Error(`there is no workflow ${name}`);
  return row;
}

/** How much comes in a day, and how long ago the day is. */
export interface Day {
  daysAgo: number;
  events: number;
  runs: number;
}

const contacts = 10_000;
const at = (n: string, of: string): string =>
  `date_trunc('milliseconds', now() - make_interval(secs => $1::float8 * 86400 - 86400.0 * ${n} / ${of}))`;
const idAt = (time: string): string =>
  `(substr(uuid7_floor(${time})::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid`;

export async function makeContacts(db: Database): Promise<void> {
  await db.query(
    `insert into contacts (id, email, source)
     select make_uuid7(), 'c' || n || '@keeping.example', 'api' from generate_series(1, ${contacts}) n`,
  );
}

/**
 * Writes what a day leaves: events, most of them suppressed, with message ids; runs of three steps, each
 * with a mail of some kilobytes; all of them over by the evening.
 */
export async function writeDay(db: Database, scene: Scene, day: Day): Promise<void> {
  const { workflowId, versionId, bindingId, typeId } = scene;
  const people = `(select array_agg(id) from contacts)`;
  await db.query(
    `with people as materialized (select ${people} as ids),
     made as (
       insert into events (id, type_id, key_value, params, contact_id, identities, source, message_id, received_at)
       select ${idAt("at")}, $3, 'order-' || gen_random_uuid(),
              jsonb_build_object('orderId', md5(n::text), 'total', n % 1000, 'currency', 'EUR'),
              (select ids from people)[1 + n % ${contacts}],
              jsonb_build_array(jsonb_build_object('kind', 'email', 'value', 'c' || n % ${contacts} || '@keeping.example')),
              'api', gen_random_uuid()::text, at
         from generate_series(1, $2::int) n, lateral (select ${at("n", "$2::int")} as at) t
       returning id)
     insert into event_decisions (event_id, binding_id, workflow_id, role, outcome, reason)
     select id, $4, $5, 'start', 'suppressed', 'launched before' from made`,
    [day.daysAgo, day.events, typeId, bindingId, workflowId],
  );
  await db.query(
    `with people as materialized (select ${people} as ids)
     insert into runs (id, temporal_id, temporal_run_id, binding_id, workflow_id, version_id, event_id, event_key,
                       contact_id, status, created_at, started_at, ended_at, attempts)
     select ${idAt("at")}, 'run/' || gen_random_uuid() || '/' || gen_random_uuid(), gen_random_uuid()::text,
            $3, $4, $5, ${idAt("at")}, 'order-' || gen_random_uuid(),
            (select ids from people)[1 + n % ${contacts}], 'completed', at, at, at + interval '1 s', 1
       from generate_series(1, $2::int) n, lateral (select ${at("n", "$2::int")} as at) t`,
    [day.daysAgo, day.runs, bindingId, workflowId, versionId],
  );
  await db.query(
    `with of_day as materialized (
       select id, contact_id, workflow_id, created_at, ended_at from runs
        where id >= uuid7_floor(${at("0", "1")}) and id < uuid7_floor(${at("1", "1")})),
     steps as (
       insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, started_at, ended_at)
       select r.id, b.block, 1, b.position, b.kind, b.branch, jsonb_build_object('note', b.note), r.created_at, r.ended_at
         from of_day r, (values ('order', 1, 'getOrder', 'found', 'Order A-1 over 59.90 EUR'),
                                ('buyers', 2, 'addToSegment', 'next', 'Added to the segment "Buyers"'),
                                ('mail', 3, 'sendEmail', 'next', 'Sent'), ('end', 4, 'end', '', 'Completed'))
                        as b (block, position, kind, branch, note)),
     mails as (
       insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                             subject, html, body_text, content, transactional, state, attempts, queued_at, sent_at, response)
       select gen_random_uuid(), id, 'mail', 1, workflow_id, contact_id, 'email', contact_id || '@keeping.example',
              'Shop <shop@keeping.example>', 'Your order', '', '',
              jsonb_build_object('subject', 'Your order', 'text', 'Your order has arrived',
                'html', '<p>' || (select string_agg(md5(id::text || n), ' ') from generate_series(1, 60) n) || '</p>'),
              true, 'sent', 1, created_at, ended_at, '250 2.0.0 Ok: queued'
         from of_day returning id, queued_at)
     insert into message_log (message_id, at, state)
     select id, queued_at, state from mails, unnest(array['queued', 'sending', 'sent']) as state`,
    [day.daysAgo],
  );
}

/** Partitions of a day each, for so many days that are over; those of months that cover them are empty, and go. */
export async function makeDays(db: Database, days: number): Promise<void> {
  await db.query(`do $$
    declare part text; begins timestamptz; tab text;
    begin
      for part in select p.part from event_partitions p loop
        execute format('drop table %I, %I', 'events_' || part, 'event_decisions_' || part);
      end loop;
      for n in -2..${days} loop
        begins := date_trunc('day', now(), 'UTC') - n * interval '24 hours';
        foreach tab in array array['events', 'event_decisions'] loop
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            tab || '_' || to_char(begins at time zone 'UTC', 'YYYY_MM_DD'), tab, uuid7_floor(begins),
            uuid7_floor(begins + interval '24 hours'));
        end loop;
      end loop;
    end $$`);
}
