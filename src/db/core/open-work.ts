import type { Sql } from "./database.ts";

/** What has not ended, and for how long there is room for events. */
export interface OpenWork {
  pending: number;
  running: number;
  waits: number;
  /** Seconds until the last partition of events ends. */
  partitionsAhead: number;
}

/** Up to so many are counted; of more, the planner's estimate is taken. */
const counted = 10_000;

/**
 * How much is open, at the same small cost however much that is: each count stops at 10,000 entries of
 * an index, and beyond that the number of entries is what autovacuum has noted of the index last.
 */
export async function openWork(sql: Sql): Promise<OpenWork> {
  const [row] = await sql.query<OpenWork>(
    {
      name: "open-work",
      text: `with p as (select count(*) as n from (
                 select 1 from runs where status = 'pending'
                  order by lane, bulk, workflow_id, id limit $1 + 1) first_ones),
                  r as (select count(*) as n from (
                 select 1 from runs where status = 'running' order by id desc limit $1 + 1) first_ones),
                  w as (select count(*) as n from (
                 select 1 from run_waits
                  where event_id is null and closed_at is null and contact_id is not null
                  order by event_type_id, contact_id limit $1 + 1) first_ones),
                  k as (select count(*) as n from (
                 select 1 from run_waits
                  where event_id is null and closed_at is null and event_key is not null
                  order by event_type_id, event_key limit $1 + 1) first_ones),
                  entries as (
                 select max(reltuples) filter (where oid = to_regclass('runs_pending')) as pending,
                        max(reltuples) filter (where oid = to_regclass('runs_to_check')) as running,
                        max(reltuples) filter (where oid = to_regclass('run_waits_by_contact')) as waits,
                        max(reltuples) filter (where oid = to_regclass('run_waits_by_key')) as key_waits
                   from pg_class
                  where oid in (to_regclass('runs_pending'), to_regclass('runs_to_check'),
                                to_regclass('run_waits_by_contact'), to_regclass('run_waits_by_key'))),
                  last_part as (
                 -- A bound is an id that a time begins with, in milliseconds.
                 select max(('x' || lpad(left(replace(substring(pg_get_expr(c.relpartbound, c.oid)
                          from 'TO \\(''([0-9a-f-]{36})'), '-', ''), 12), 16, '0'))::bit(64)::bigint) as ends
                   from pg_inherits i join pg_class c on c.oid = i.inhrelid
                  where i.inhparent = to_regclass('events'))
             select case when p.n <= $1 then p.n else greatest(p.n, entries.pending) end::float8 as pending,
                    case when r.n <= $1 then r.n else greatest(r.n, entries.running) end::float8 as running,
                    (case when w.n <= $1 then w.n else greatest(w.n, entries.waits) end
                     + case when k.n <= $1 then k.n else greatest(k.n, entries.key_waits) end)::float8 as waits,
                    (last_part.ends / 1000.0 - extract(epoch from now()))::float8 as "partitionsAhead"
               from p, r, w, k, entries, last_part`,
    },
    [counted],
  );
  if (row === undefined) throw new Error("Postgres did not say what is open");
  return row;
}
