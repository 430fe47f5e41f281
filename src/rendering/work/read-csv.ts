import type { CsvInput, CsvOutput, CsvState } from "../jobs.ts";
import { columnsOf } from "./csv/columns.ts";
import { findLayout } from "./csv/find-layout.ts";
import { rowOf } from "./csv/row-of.ts";
import type { SplitRow } from "../../domain/split-rows.ts";
import { splitRows } from "../../domain/split-rows.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

/** So much is looked at before it is decided what separates the cells. */
const enoughToDecide = 64 * 1024;

/**
 * A piece of a CSV as contacts: the first row of the file names the columns, a column that is no
 * field of a contact becomes an attribute of its name, an empty cell says nothing.
 */
export function csv({ text, isLast, state, delimiter, columns: said = null }: CsvInput): CsvOutput {
  if (state !== null) return rowsIn(text, isLast, state);
  if (!isLast && text.length < enoughToDecide) {
    return { outcome: "rows", rows: [], notes: [], rest: text, state };
  }
  if (text.trim() === "") return { outcome: "no CSV", reason: sayImport("empty") };
  const layout = findLayout(text, delimiter);
  const { rows } = splitRows(layout.text, layout.delimiter, layout.cursor, isLast);
  const header = rows.find((row) => !isBlank(row));
  if (header === undefined) return { outcome: "no CSV", reason: sayImport("noHeader") };
  const fault = headerFault(header);
  if (fault !== null) return { outcome: "no CSV", reason: fault };
  const { columns, notes } = columnsOf(header.cells, header.line, said);
  const begun = { delimiter: layout.delimiter, columns, cursor: layout.cursor, isBegun: false };
  const read = rowsIn(layout.text, isLast, begun);
  return { ...read, notes };
}

function rowsIn(text: string, isLast: boolean, state: CsvState): CsvOutput & { outcome: "rows" } {
  const split = splitRows(text, state.delimiter, state.cursor, isLast);
  const filled = split.rows.filter((row) => !isBlank(row));
  const behind = state.isBegun ? filled : filled.slice(1);
  return {
    outcome: "rows",
    rows: behind.map((row) => rowOf(row, state.columns)),
    notes: [],
    rest: split.rest,
    state: { ...state, cursor: split.cursor, isBegun: true },
  };
}

function isBlank({ cells, broken }: SplitRow): boolean {
  return broken === null && cells.every((cell) => cell.trim() === "");
}

function headerFault({ cells, broken, line }: SplitRow): string | null {
  if (broken !== null) return sayImport("brokenHeader", { line, why: broken.reason });
  if (cells.some((cell) => cell.includes("\0"))) return sayImport("nulInHeader");
  return cells.some((cell) => /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(cell))
    ? sayImport("addressInHeader", { line })
    : null;
}
