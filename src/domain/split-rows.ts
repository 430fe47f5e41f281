import { sayImport } from "./sentences/import-sentences.ts";

/** A row as it stands in the file; what is wrong with it is told by the place of its cell. */
export interface SplitRow {
  /** The line of the file on which it begins, from 1. */
  line: number;
  cells: string[];
  /** Cells with a quote in their middle, which is taken as it stands. */
  strayQuotes: number[];
  /** Null: it can be read. */
  broken: { cell: number; reason: string } | null;
}

export interface Cursor {
  line: number;
  /** Within a line that is too long to be kept: all up to its end is passed over. */
  isSkipping: boolean;
}

/** Longer than any row that makes sense; a file without line ends must not fill the memory. */
const maxRowLength = 256 * 1024;

/**
 * Takes the rows off a text. Where quotes go wrong, the row is told as broken and the next one is
 * looked for on the line after: one quote that is never closed must not swallow the rest of a file.
 * No library for CSV does that; they stop, or take all the rest as one cell.
 *
 * @param isLast nothing follows: a row needs no line end
 * @returns what could not be taken yet, to be put before what follows
 */
export function splitRows(
  text: string,
  delimiter: string,
  cursor: Cursor,
  isLast: boolean,
): { rows: SplitRow[]; rest: string; cursor: Cursor } {
  const rows: SplitRow[] = [];
  let { line, isSkipping } = cursor;
  let start = 0;
  const pass = (to: number): void => {
    line += linesIn(text, start, to);
    start = to;
  };
  while (start < text.length) {
    if (isSkipping) {
      const end = lineEnd(text, start, isLast);
      if (end === null) return { rows, rest: "", cursor: { line, isSkipping } };
      pass(end);
      isSkipping = false;
      continue;
    }
    const read = readRow(text, start, delimiter, isLast);
    if (read.outcome === "incomplete" && text.length - start <= maxRowLength) break;
    if (read.outcome !== "incomplete" && read.end - start <= maxRowLength) {
      rows.push({ line, ...read.row });
      pass(read.end);
      continue;
    }
    const reason = sayImport("rowTooLong", { characters: maxRowLength });
    rows.push({ line, cells: [], strayQuotes: [], broken: { cell: 0, reason } });
    isSkipping = true;
  }
  return { rows, rest: text.slice(start), cursor: { line, isSkipping } };
}

type Read =
  | { outcome: "row"; row: Omit<SplitRow, "line">; end: number }
  | { outcome: "incomplete" };

function readRow(text: string, start: number, delimiter: string, isLast: boolean): Read {
  const cells: string[] = [];
  const strayQuotes: number[] = [];
  const broken = (reason: string, from: number): Read => {
    const end = lineEnd(text, from, isLast);
    if (end === null) return { outcome: "incomplete" };
    const row = { cells, strayQuotes, broken: { cell: cells.length, reason } };
    return { outcome: "row", row, end };
  };
  let at = start;
  for (;;) {
    const cell = readCell(text, at, delimiter);
    if (cell.outcome === "unclosed") {
      if (!isLast && cell.atEnd) return { outcome: "incomplete" };
      return broken(sayImport("unclosedQuote"), start);
    }
    if (cell.outcome === "text behind") {
      return broken(sayImport("textBehindQuote"), cell.at);
    }
    cells.push(cell.value);
    if (cell.hasStrayQuote) strayQuotes.push(cells.length - 1);
    at = cell.end;
    if (text.startsWith(delimiter, at) && at < text.length) {
      at += delimiter.length;
      continue;
    }
    const end = lineEnd(text, at, isLast);
    if (end === null) return { outcome: "incomplete" };
    return { outcome: "row", row: { cells, strayQuotes, broken: null }, end };
  }
}

type Cell =
  | { outcome: "cell"; value: string; end: number; hasStrayQuote: boolean }
  | { outcome: "unclosed"; atEnd: boolean }
  | { outcome: "text behind"; at: number };

const isLineEnd = (character: string | undefined): boolean =>
  character === "\n" || character === "\r";

function readCell(text: string, start: number, delimiter: string): Cell {
  let opening = start;
  while (text[opening] === " ") opening += 1;
  if (text[opening] === '"') return readQuoted(text, opening, delimiter);
  let end = start;
  while (end < text.length && !isLineEnd(text[end]) && !text.startsWith(delimiter, end)) end += 1;
  const value = text.slice(start, end);
  return { outcome: "cell", value, end, hasStrayQuote: value.includes('"') };
}

function readQuoted(text: string, opening: number, delimiter: string): Cell {
  const parts: string[] = [];
  let from = opening + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { outcome: "unclosed", atEnd: true };
    parts.push(text.slice(from, quote));
    if (text[quote + 1] === '"') {
      parts.push('"');
      from = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (text[end] === " ") end += 1;
    if (end >= text.length || isLineEnd(text[end]) || text.startsWith(delimiter, end)) {
      return { outcome: "cell", value: parts.join(""), end, hasStrayQuote: false };
    }
    // A quote at the beginning of a cell on a later line opens that one: ours was never closed.
    const isOpening =
      text.slice(opening, quote).search(/[\r\n]/) !== -1 && beginsCell(text, quote, delimiter);
    return isOpening
      ? { outcome: "unclosed", atEnd: false }
      : { outcome: "text behind", at: quote };
  }
}

function beginsCell(text: string, at: number, delimiter: string): boolean {
  let before = at;
  while (text[before - 1] === " ") before -= 1;
  return isLineEnd(text[before - 1]) || text.startsWith(delimiter, before - delimiter.length);
}

/** Behind the next line end; null: it is still to come. */
function lineEnd(text: string, from: number, isLast: boolean): number | null {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\n") return at + 1;
    if (text[at] !== "\r") continue;
    if (text[at + 1] === "\n") return at + 2;
    // The line feed that belongs to it may be still to come.
    return at + 1 < text.length || isLast ? at + 1 : null;
  }
  return isLast ? text.length : null;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    if (text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n")) lines += 1;
  }
  return lines;
}
