import type { Sql } from "../core/database.ts";

/**
 * Deletes runs with all that hangs on them. What outlives them is noted in the same statement: when their
 * workflow last launched, and of bindings that count by contact who was launched when, so that a frequency
 * which is changed later still counts it. Runs of broadcasts stay, as lists show what became of those; so
 * does one that has a message.
 */
export async function forgetRuns(sql: Sql, ids: readonly string[]): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    {
      name: "forget-runs",
      text: `with due as materialized (
               select id from runs r
                where id = any($1::uuid[]) and status in ('completed', 'failed', 'stopped')
                  and not exists (select from messages m where m.run_id = r.id)
                  and not exists (select from broadcasts b where b.run_id = r.id)
                order by id for update),
             gone as (
               delete from runs where id = any(array(select id from due))
               returning id, workflow_id, binding_id, contact_id, event_id, created_at, test is null as counts),
             requests as (
               delete from requested_messages where run_id = any(array(select id from due))),
             calls as (
               delete from webhook_calls where run_id = any(array(select id from due))),
             noted as (
               insert into forgotten_runs as f (workflow_id, runs, last_run_at)
               select workflow_id, count(*), max(created_at) from gone where counts
                group by workflow_id order by workflow_id
               on conflict (workflow_id) do update
                 set runs = f.runs + excluded.runs,
                     last_run_at = greatest(f.last_run_at, excluded.last_run_at)),
             launched as (
               insert into launch_gates as g (binding_id, subject, launched_at, next_allowed_at, event_id)
               select distinct on (l.binding_id, l.contact_id)
                      l.binding_id, l.contact_id, l.created_at, l.created_at, l.event_id
                 from gone l join bindings b on b.id = l.binding_id and b.subject = 'contact'
                order by l.binding_id, l.contact_id, l.created_at desc
               on conflict (binding_id, subject) do update
                 set launched_at = excluded.launched_at, event_id = excluded.event_id
                 where g.launched_at < excluded.launched_at)
             select count(*) as count from gone`,
    },
    [ids],
  );
  return row?.count ?? 0;
}

/** Deletes the journals of runs, and what they waited for. That of a failed run is needed to go on. */
export async function forgetJournals(sql: Sql, ids: readonly string[]): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    {
      name: "forget-journals",
      text: `with due as materialized (
               select id from runs
                where id = any($1::uuid[]) and status in ('completed', 'stopped') order by id for update),
             steps as (
               delete from run_steps where run_id = any(array(select id from due)) returning 1),
             waits as (
               delete from run_waits where run_id = any(array(select id from due)))
             select count(*) as count from steps`,
    },
    [ids],
  );
  return row?.count ?? 0;
}
