import { fieldNamed } from "./columns.ts";
import type { Cursor } from "../../../domain/split-rows.ts";
import { splitRows } from "../../../domain/split-rows.ts";

const delimiters = [",", ";", "\t", "|"] as const;
const sampleLength = 64 * 1024;
const sampleRows = 50;

/** What separates the cells of a file, and where its first row begins. */
export interface Layout {
  delimiter: string;
  /** The text behind a line that says only `sep=;`, as spreadsheets write it. */
  text: string;
  cursor: Cursor;
}

/**
 * Finds what separates cells, once for the whole file: by what was asked for, by a line `sep=`, else
 * by whatever cuts the first row into names that are known and the rows behind it into as many cells.
 */
export function findLayout(given: string, asked: string | null): Layout {
  const said = /^"?sep=([^\r\n"A-Za-z0-9])"?(?:\r\n|\n|\r|$)/i.exec(given);
  const text = said === null ? given : given.slice(said[0].length);
  const cursor = { line: said === null ? 1 : 2, isSkipping: false };
  const delimiter = asked ?? said?.[1] ?? bestFor(text);
  return { delimiter, text, cursor };
}

function bestFor(text: string): string {
  const sample = text.slice(0, sampleLength);
  const isWhole = sample.length === text.length;
  const scores = delimiters.map((delimiter) => ({
    delimiter,
    ...scoreOf(sample, delimiter, isWhole),
  }));
  const [best] = scores.toSorted(
    (a, b) =>
      Number(b.width > 1) - Number(a.width > 1) ||
      b.known - a.known ||
      b.even - a.even ||
      b.width - a.width,
  );
  return best === undefined || best.width < 2 ? "," : best.delimiter;
}

function scoreOf(
  sample: string,
  delimiter: string,
  isWhole: boolean,
): { width: number; known: number; even: number } {
  const { rows } = splitRows(sample, delimiter, { line: 1, isSkipping: false }, isWhole);
  const [header, ...others] = rows
    .filter(({ cells, broken }) => broken === null && cells.some((cell) => cell.trim() !== ""))
    .slice(0, sampleRows);
  if (header === undefined) return { width: 0, known: 0, even: 0 };
  const width = header.cells.length;
  const alike = others.filter(({ cells }) => cells.length === width).length;
  return {
    width,
    known: header.cells.filter((cell) => fieldNamed(cell.trim()) !== null).length,
    even: others.length === 0 ? 1 : alike / others.length,
  };
}
