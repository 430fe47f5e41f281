import type { ImportProblemRow } from "../../db/contacts/import-problems.ts";
import { importProblems } from "../../db/contacts/import-problems.ts";
import type { ServiceContext } from "../context.ts";
import { csvLine, csvMark } from "../csv.ts";
import { getImport } from "./linked-imports.ts";

const atOnce = 5_000;
const columns = ["row", "severity", "column", "reason"] as const;

/**
 * All that an import could not take, or took in part, as CSV in UTF-8 with its mark, as spreadsheets
 * want it.
 * @throws AppError `not_found`
 */
export async function importReport(
  context: ServiceContext,
  id: string,
): Promise<AsyncGenerator<string>> {
  const { error } = await getImport(context, id);
  return reportOf(context, id, error);
}

async function* reportOf(
  context: ServiceContext,
  id: string,
  error: string | null,
): AsyncGenerator<string> {
  yield csvMark + csvLine(columns);
  let after: string | null = null;
  for (;;) {
    const problems: ImportProblemRow[] = await importProblems(context.sql, id, atOnce, after);
    if (problems.length === 0) break;
    yield problems.map(lineOf).join("");
    after = problems.at(-1)?.id ?? null;
  }
  if (error !== null) yield lineOf({ line: null, severity: "error", column: null, reason: error });
}

type Line = Pick<ImportProblemRow, "severity" | "column" | "reason"> & { line: number | null };

/** Without a line: of the whole file. */
function lineOf({ line, severity, column, reason }: Line): string {
  return csvLine([line === null ? "" : String(line), severity, column ?? "", reason]);
}
