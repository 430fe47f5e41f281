import { required } from "../../domain/required.ts";
import { anyLength } from "./any-length.ts";
import type { Sql } from "./database.ts";

/**
 * The newest event, and how many came in the ten seconds before it: a transaction that took longer
 * than a younger one adds an id below the newest.
 */
export async function eventsFingerprint(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ print: string }>({
    name: "events-print",
    text: `select n.id || '/' || (select count(*) from events e where e.id > uuid7_floor(
                    to_timestamp((('x' || left(replace(n.id::text, '-', ''), 12))::bit(48)::bigint - 10000) / 1000.0))) as print
             from (select id from events order by id desc limit 1) n`,
  });
  return row?.print ?? "";
}

/** The newest runs, those that ended last however old they are, how many wait to start, and which are paused. */
export async function runsFingerprint(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ print: string }>({
    name: "runs-print",
    text: `select concat_ws('/',
             (select md5(string_agg(id || status || retries, '' order by id)) from (
                select id, status, retries from runs order by id desc limit 200) newest),
             (select md5(string_agg(id || status, '' order by id)) from (
                select id, status from runs where ended_at is not null order by ended_at desc limit 100) ended),
             (select count(*) from (select from runs where status = 'pending' limit 1000) pending),
             (select concat_ws('.', count(*), max(paused_at)) from (
                select paused_at from paused_runs limit 1000) paused)) as print`,
  });
  return required(row, "the fingerprint of runs").print;
}

export interface FingerprintRow {
  id: string;
  print: string;
}

/** How runs stand, with their way and what they sent. */
export function runFingerprints(sql: Sql, ids: readonly string[]): Promise<FingerprintRow[]> {
  return sql.query<FingerprintRow>(
    {
      name: "run-prints",
      text: `select r.id, concat_ws('/', r.status, r.retries, r.version_id, r.temporal_run_id, r.dispatch_error,
               (select concat_ws('.', p.paused_at, p.block_id) from paused_runs p where p.run_id = r.id),
               (select concat_ws('.', count(*), count(ended_at), sum(length(outcome::text)))
                  from run_steps s where s.run_id = r.id),
               (select concat_ws('.', count(*), sum(attempts), sum(opens), sum(clicks),
                          count(*) filter (where state in ('queued', 'sending', 'held')))
                  from messages m where m.run_id = r.id),
               (select concat_ws('.', count(*), count(delivered_at)) from run_signals g where g.run_id = r.id)) as print
               from runs r where r.id = any(${anyLength("$1", "uuid")})`,
    },
    [ids],
  );
}

/** What workflows are: their draft's revision, status, version, and what starts and stops them. */
export function workflowFingerprints(sql: Sql, ids: readonly string[]): Promise<FingerprintRow[]> {
  return sql.query<FingerprintRow>(
    {
      name: "workflow-prints",
      text: `select w.id, concat_ws('/', w.draft_revision, w.status, w.current_version, w.updated_at, w.name,
               (select md5(string_agg(b::text, '' order by b.id)) from bindings b where b.workflow_id = w.id)) as print
               from workflows w where w.id = any(${anyLength("$1", "uuid")})`,
    },
    [ids],
  );
}
