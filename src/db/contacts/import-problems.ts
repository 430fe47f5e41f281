import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** What was wrong with a row of an import. */
export interface ImportProblem {
  /** Of the file, from 1; of a list, the place in it, from 1. */
  line: number;
  /** An error: the row was not taken. A warning: it was. */
  severity: "error" | "warning";
  column: string | null;
  reason: string;
}

/** A report is read by people: beyond so many, one line says that there are more. */
const maxProblems = 100_000;

const insertion = bulkInsert<ImportProblem>(
  "contact_import_problems",
  {
    line: ["int", ({ line }) => line],
    severity: ["text", ({ severity }) => severity],
    column_name: ["text", ({ column }) => column],
    reason: ["text", ({ reason }) => reason],
  },
  { first: 2, fixed: { import_id: "$1::uuid" } },
);

export async function insertImportProblems(
  sql: Sql,
  importId: string,
  problems: readonly ImportProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  const [row] = await sql.query<{ count: number }>(
    "select count(*)::int as count from contact_import_problems where import_id = $1",
    [importId],
  );
  const room = maxProblems - (row?.count ?? 0);
  if (room <= 0) return;
  const reason = "there are more than can be listed";
  const kept =
    problems.length < room
      ? problems
      : [...problems.slice(0, room - 1), { ...(problems[room - 1] as ImportProblem), reason }];
  await sql.query(insertion.text, [importId, ...insertion.values(kept)]);
}

export interface ImportProblemRow extends ImportProblem {
  id: string;
}

/** In the order in which they were met, behind `after`. */
export async function importProblems(
  sql: Sql,
  importId: string,
  limit: number,
  after: string | null,
): Promise<ImportProblemRow[]> {
  return sql.query<ImportProblemRow>(
    `select id::text as id, line, severity, column_name as "column", reason
       from contact_import_problems
      where import_id = $1 and id > coalesce($3::bigint, 0)
      order by id limit $2`,
    [importId, limit, after],
  );
}
