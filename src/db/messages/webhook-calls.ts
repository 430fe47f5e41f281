import type { Step } from "../../domain/plan.ts";
import type { Sql } from "../core/database.ts";

type Key = Pick<Step, "runId" | "blockId" | "visit">;

export interface WebhookCall {
  /** What is sent, secrets not among it: the same at every attempt. */
  request: unknown;
  attempts: number;
  problem: string | null;
}

const where = "where run_id = $1 and block_id = $2 and visit = $3";

export async function findCall(sql: Sql, step: Key): Promise<WebhookCall | undefined> {
  const [row] = await sql.query<WebhookCall>(
    { name: "find-call", text: `select request, attempts, problem from webhook_calls ${where}` },
    [step.runId, step.blockId, step.visit],
  );
  return row;
}

export async function insertCall(sql: Sql, step: Key, request: unknown): Promise<void> {
  await sql.query(
    "insert into webhook_calls (run_id, block_id, visit, request) values ($1, $2, $3, $4)",
    [step.runId, step.blockId, step.visit, JSON.stringify(request)],
  );
}

/** Counts an attempt that begins. */
export async function countAttempt(sql: Sql, step: Key): Promise<void> {
  await sql.query(`update webhook_calls set attempts = attempts + 1 ${where}`, [
    step.runId,
    step.blockId,
    step.visit,
  ]);
}

/** Notes why an attempt is to be repeated. */
export async function recordCallError(sql: Sql, step: Key, problem: string): Promise<void> {
  await sql.query(`update webhook_calls set problem = $4 ${where}`, [
    step.runId,
    step.blockId,
    step.visit,
    problem,
  ]);
}

export async function dropCall(sql: Sql, step: Key): Promise<void> {
  await sql.query(`delete from webhook_calls ${where}`, [step.runId, step.blockId, step.visit]);
}

/** Drops the calls of a run that has ended before they were through. */
export async function dropCallsOfRun(sql: Sql, runId: string): Promise<void> {
  await sql.query("delete from webhook_calls where run_id = $1", [runId]);
}
