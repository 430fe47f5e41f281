import type { OrderStatus } from "../../domain/order-status.ts";
import type { StopRule } from "../../domain/stop-rule.ts";
import { stopReason } from "../../domain/stop-rule.ts";
import type { Sql } from "../core/database.ts";
import { lockSubjects } from "../events/subject-locks.ts";

/**
 * What has just happened to contacts: it meets the rules that contain it (an order's, those with
 * its status).
 */
export type RuleMet = StopRule;

/**
 * Asks the active runs of some contacts to stop, where a rule of their workflow says so: call
 * it in the transaction of the change. Follows the starts of these contacts: ingest takes the same
 * locks for workflows with rules.
 * @returns how many runs, which the dispatcher is to be told of
 */
export async function stopByRule(
  sql: Sql,
  met: RuleMet,
  contactIds: readonly string[],
): Promise<number> {
  if (contactIds.length === 0) return 0;
  const workflows = await sql.query<{ id: string }>(
    {
      name: "workflows-with-rule",
      text: "select id from workflows where stop_rules <> '[]' and stop_rules @> $1::jsonb",
    },
    [JSON.stringify([met])],
  );
  if (workflows.length === 0) return 0;
  await lockSubjects(
    sql,
    contactIds.map((id) => `contact/${id}`),
  );
  const rows = await sql.query(
    {
      name: "stop-by-rule",
      text: `insert into run_signals (id, run_id, kind, reason, asked_by, created_at)
             select make_uuid7(), id, 'stop', $3, 'rule', clock_timestamp() from runs
              where workflow_id = any($1::uuid[]) and contact_id = any($2::uuid[])
                and status in ('pending', 'running')
              order by id
             on conflict (run_id, kind, block_id, visit) where event_id is null do nothing
             returning 1`,
    },
    [workflows.map(({ id }) => id), contactIds, stopReason(met)],
  );
  return rows.length;
}

/** Whether an order of a run's contact has reached one of some statuses since the run began. */
export async function hasReachedStatus(
  sql: Sql,
  statuses: readonly OrderStatus[],
  run: { contactId: string; createdAt: Date },
): Promise<boolean> {
  const [row] = await sql.query<{ met: boolean }>(
    `select exists (
       select from orders o join order_statuses s on s.order_id = o.id
        where o.contact_id = $1 and s.status = any($2::text[]) and s.reached_at >= $3) as met`,
    [run.contactId, statuses, run.createdAt],
  );
  return row?.met === true;
}
