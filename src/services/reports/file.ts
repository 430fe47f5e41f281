import type { ReportName, ReportQuery } from "../../contract/api/reports.ts";
import type { ServiceContext } from "../context.ts";
import { csvLine, csvMark } from "../csv.ts";
import type { Line } from "./tables.ts";
import { tables } from "./tables.ts";

/**
 * A workflow's report as CSV, line by line.
 * @throws AppError what the report by itself throws, before the first line
 */
export async function reportFile(
  context: ServiceContext,
  { id, report }: { id: string; report: ReportName },
  query: ReportQuery,
): Promise<Generator<string>> {
  return linesOf(await tables[report](context, id, query));
}

function* linesOf(lines: readonly Line[]): Generator<string> {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  yield csvMark + csvLine(columns);
  for (const line of lines) yield csvLine(columns.map((column) => textOf(line[column] ?? null)));
}

function textOf(cell: string | number | null): string {
  return cell === null ? "" : String(cell);
}
