import type { Step } from "../../domain/plan.ts";
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

/** What a visit of a block came to, if it was made before. */
export async function findStep(sql: Sql, step: Step): Promise<StepRecord | undefined> {
  const rows = await sql.query<StepRecord>(
    {
      name: "find-step",
      // A wait that is over stays so for an execution that begins anew, though it had been meant to
      // last longer: its event came, or a person skipped it.
      text: `select branch, case when until is not null then least(until, ended_at) end as until, awaits, goal
               from run_steps where run_id = $1 and block_id = $2 and visit = $3`,
    },
    [step.runId, step.blockId, step.visit],
  );
  return rows[0];
}

/** Journals a visit; a wait before it has ended now. */
export async function insertStep(
  sql: Sql,
  step: Omit<Step, "at" | "check">,
  entry: StepEntry,
): Promise<void> {
  await sql.query(
    {
      name: "insert-step",
      text: `with waited as (
               update run_steps set ended_at = clock_timestamp()
                where run_id = $1 and position = $4::int - 1 and ended_at is null)
             insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until, awaits, goal, ended_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                     case when $8::timestamptz is null then clock_timestamp() end)
             on conflict do nothing`,
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
