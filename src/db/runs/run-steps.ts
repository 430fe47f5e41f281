import type { Step, Visit } from "../../domain/plan.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

export interface StepRecord {
  branch: string;
  until: Date | null;
  /** Whether an event may end the wait. */
  awaits: boolean;
  /** Whether the run reached its goal here. */
  goal: boolean;
}

export interface StepEntry extends StepRecord {
  kind: string;
  note: string;
  data: Record<string, unknown>;
}

// A wait that is over stays so for an execution that begins anew, though it had been meant to last
// longer: its event came, or a person skipped it.
const stepColumns =
  "branch, case when until is not null then least(until, ended_at) end as until, awaits, goal";

/** What a visit of a block came to, if it was made before. */
export async function findStep(sql: Sql, step: Visit): Promise<StepRecord | undefined> {
  const rows = await sql.query<StepRecord>(
    {
      name: "find-step",
      text: `select ${stepColumns} from run_steps where run_id = $1 and block_id = $2 and visit = $3`,
    },
    [step.runId, step.blockId, step.visit],
  );
  return rows[0];
}

/** What an earlier attempt has journaled behind a step. */
export function stepsBehind(
  sql: Sql,
  step: Step,
): Promise<(StepRecord & { blockId: string; visit: number })[]> {
  return sql.query(
    `select block_id as "blockId", visit, ${stepColumns}
       from run_steps where run_id = $1 and position > $2 order by position`,
    [step.runId, step.position],
  );
}

/** What a block may have changed of its run, for the next one. */
export interface RunBehindStep {
  contactId: string;
  orderId: string | null;
  variables: Record<string, unknown>;
  /** A stop or a goal that the run was told or is to be told, the oldest. */
  interruption: AskedInterruption | null;
}

export interface AskedInterruption {
  kind: "stop" | "goal";
  eventId: string | null;
  /** Of a goal. */
  blockId: string;
}

/** A stop or goal that a run was told, which it may not have heard yet, or is to be told: as JSON. */
export const askedInterruption = (run: string) => `(
  select json_build_object('kind', g.kind, 'eventId', g.event_id, 'blockId', g.block_id)
    from run_signals g
   where g.run_id = ${run} and g.state <> 'obsolete' and g.kind in ('stop', 'goal')
   order by g.id limit 1)`;

/** Journals a visit; a wait before it has ended now. */
export async function insertStep(
  sql: Sql,
  step: Omit<Step, "at" | "check">,
  entry: StepEntry,
): Promise<RunBehindStep> {
  const [row] = await sql.query<RunBehindStep>(
    {
      name: "insert-step",
      text: `with waited as (
               update run_steps set ended_at = clock_timestamp()
                where run_id = $1 and position = $4::int - 1 and ended_at is null),
             made as (
               insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until, awaits, goal, ended_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                       case when $8::timestamptz is null then clock_timestamp() end)
               on conflict do nothing)
             select r.contact_id as "contactId", r.order_id as "orderId", r.variables,
                    ${askedInterruption("r.id")} as interruption
               from runs r where r.id = $1`,
    },
    [
      step.runId,
      step.blockId,
      step.visit,
      step.position,
      entry.kind,
      entry.branch,
      JSON.stringify({ note: entry.note, ...entry.data }),
      entry.until,
      entry.awaits,
      entry.goal,
    ],
  );
  return required(row, `the run ${step.runId}`);
}

/** A run that ends while it waits: the wait ends with it. */
export async function endOpenSteps(sql: Sql, runId: string): Promise<void> {
  await sql.query(
    "update run_steps set ended_at = clock_timestamp() where run_id = $1 and ended_at is null",
    [runId],
  );
}

/** Notes who ended a wait, and so where the run went. */
export async function settleStep(
  sql: Sql,
  step: { runId: string; blockId: string; visit: number },
  branch: string,
  eventId: string | null,
): Promise<void> {
  await sql.query(
    `update run_steps
        set branch = $4, ended_at = coalesce(ended_at, clock_timestamp()),
            outcome = outcome || jsonb_strip_nulls(jsonb_build_object('eventId', $5::uuid))
      where run_id = $1 and block_id = $2 and visit = $3`,
    [step.runId, step.blockId, step.visit, branch, eventId],
  );
}
