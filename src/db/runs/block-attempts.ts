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
  await sql.query(
    {
      name: "end-attempt",
      text: `delete from block_attempts
              where run_id = $1 and block_id = $2 and visit = $3 and part = $4`,
    },
    valuesOf(key),
  );
}
