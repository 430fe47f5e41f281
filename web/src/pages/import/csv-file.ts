import type { SplitRow } from "../../../../src/domain/split-rows.ts";
import { splitRows } from "../../../../src/domain/split-rows.ts";

/** So much of a file is read in the browser: for its columns, and for what a faulty row says. */
const mostBytes = 8 * 1024 * 1024;

/** A file's first rows, read in the browser: what they say never leaves it by this. */
export interface CsvFile {
  file: File;
  delimiter: string;
  columns: string[];
  rows: ReadonlyMap<number, string[]>;
  samples: string[][];
}

/** @returns null for what has no row that names columns */
export async function readCsv(file: File, encoding?: string): Promise<CsvFile | null> {
  const bytes = new Uint8Array(await file.slice(0, mostBytes).arrayBuffer());
  const text = decoded(bytes, encoding).replace(/^\uFEFF/, "");
  const said = /^sep=(.)\r?\n/i.exec(text);
  const first = text.slice(said?.[0].length ?? 0).split(/[\r\n]/, 1)[0] ?? "";
  const delimiter = said?.[1] ?? likelyDelimiter(first);
  const { rows } = splitRows(
    text,
    delimiter,
    { line: 1, isSkipping: false },
    file.size <= mostBytes,
  );
  const filled = rows.slice(said === null ? 0 : 1).filter(isFilled);
  const [head, ...others] = filled;
  if (head === undefined) return null;
  return {
    file,
    delimiter,
    columns: head.cells.map((name) => name.trim()),
    rows: new Map(others.map(({ line, cells }) => [line, cells])),
    samples: others.slice(0, 3).map(({ cells }) => cells),
  };
}

const isFilled = ({ cells }: SplitRow): boolean => cells.some((cell) => cell.trim() !== "");

function likelyDelimiter(row: string): string {
  const counted = [",", ";", "\t", "|"].map((sign) => ({ sign, cells: row.split(sign).length }));
  return counted.toSorted((a, b) => b.cells - a.cells)[0]?.sign ?? ",";
}

function decoded(bytes: Uint8Array, encoding?: string): string {
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    // A letter may be cut where the part of the file ends.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

/** Where a file comes from: chosen here, or behind a link. */
export type Source = { csv: CsvFile } | { link: string };
