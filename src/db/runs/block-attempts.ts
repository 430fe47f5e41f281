import type { Step } from "../../domain/plan.ts";
import type { Sql } from "../core/database.ts";

export interface AttemptKey extends Pick<Step, "runId" | "blockId" | "visit"> {
  /** Which of a block's many; empty for a block that does one thing. */
  part: string;
}

const valuesOf = ({ runId, blockId, visit, part }: AttemptKey) => [runId, blockId, visit, part];

/** Notes that content is being worked on. @returns how many attempts have begun since one ended, with this one */
export async function beginAttempt(sql: Sql, key: AttemptKey): Promise<number> {
  const [row] = await sql.query<{ begun: number }>(
    {
      name: "begin-attempt",
      text: `insert into block_attempts (run_id, block_id, visit, part) values ($1, $2, $3, $4)
             on conflict (run_id, block_id, visit, part)
               do update set begun = block_attempts.begun + 1, begun_at = now()
             returning begun`,
    },
    valuesOf(key),
  );
  if (row === undefined) throw new Error("an attempt was not noted");
  return row.begun;
}

/** It has ended with an answer, whichever. */
export async function endAttempt(sql: Sql, key: AttemptKey): Promise<void> {
  await endAttempts(sql, key, [key.part]);
}

type BlockKey = Omit<AttemptKey, "part">;

/** The same for many parts of a block. */
export async function beginAttempts(
  sql: Sql,
  { runId, blockId, visit }: BlockKey,
  parts: readonly string[],
): Promise<void> {
  if (parts.length === 0) return;
  await sql.query(
    {
      name: "begin-attempts",
      text: `insert into block_attempts (run_id, block_id, visit, part)
             select $1, $2, $3, part from unnest($4::text[]) as p (part) order by part
             on conflict (run_id, block_id, visit, part)
               do update set begun = block_attempts.begun + 1, begun_at = now()`,
    },
    [runId, blockId, visit, parts],
  );
}

/** They have ended, with an answer each. */
export async function endAttempts(
  sql: Sql,
  { runId, blockId, visit }: BlockKey,
  parts: readonly string[],
): Promise<void> {
  if (parts.length === 0) return;
  await sql.query(
    {
      name: "end-attempts",
      text: `delete from block_attempts
              where run_id = $1 and block_id = $2 and visit = $3 and part = any($4::text[])`,
    },
    [runId, blockId, visit, parts],
  );
}

/** Those of a block's parts that were worked on by an attempt that has not ended. */
export async function partsLeftOver(
  sql: Sql,
  { runId, blockId, visit }: BlockKey,
  parts: readonly string[],
): Promise<Set<string>> {
  const rows = await sql.query<{ part: string }>(
    {
      name: "parts-left-over",
      text: `select part from block_attempts
              where run_id = $1 and block_id = $2 and visit = $3 and part = any($4::text[])`,
    },
    [runId, blockId, visit, parts],
  );
  return new Set(rows.map(({ part }) => part));
}
