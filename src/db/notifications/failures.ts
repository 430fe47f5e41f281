import type { Sql } from "../core/database.ts";

export interface Failed {
  failed: number;
  /** Of how many. */
  all: number;
}

const none: Failed = { failed: 0, all: 0 };

/** Of the runs that ended in the last hours, of the newest 20,000; tests left out. */
export async function failedRuns(sql: Sql, hours: number): Promise<Failed> {
  const [row] = await sql.query<Failed>(
    `select count(*) filter (where status = 'failed')::int as failed, count(*)::int as all
       from (select status from runs
              where ended_at >= now() - make_interval(hours => $1) and test is null
              order by ended_at desc limit 20000) as newest`,
    [hours],
  );
  return row ?? none;
}

/** The same of one workflow: of the 20,000 runs that it started last. */
export async function failedRunsOf(
  sql: Sql,
  workflowId: string,
  hours: number,
): Promise<Failed & { name: string | null }> {
  const [row] = await sql.query<Failed & { name: string | null }>(
    `select count(*) filter (where status = 'failed')::int as failed, count(*)::int as all,
            (select name from workflows where id = $1) as name
       from (select status, ended_at from runs where workflow_id = $1 and test is null
              order by id desc limit 20000) as newest
      where ended_at >= now() - make_interval(hours => $2)`,
    [workflowId, hours],
  );
  return row ?? { ...none, name: null };
}

/** Of the messages that were queued in the last hours and are sent or failed, of the newest 20,000. */
export async function failedMessages(sql: Sql, hours: number): Promise<Failed> {
  const [row] = await sql.query<Failed>(
    `select count(*) filter (where state = 'failed')::int as failed, count(*)::int as all
       from (select state from messages
              where queued_at >= now() - make_interval(hours => $1) and not test
              order by queued_at desc, id desc limit 20000) as newest
      where state in ('sent', 'failed')`,
    [hours],
  );
  return row ?? none;
}
