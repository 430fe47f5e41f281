import type { ImportColumns } from "../../contract/contact-import.ts";
import type { CsvNote, CsvOutput, CsvRow, CsvState } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { NoCsv, textOf } from "./decode.ts";

const pieceLength = 128 * 1024;

export interface CsvOptions {
  /** Null: recognized. */
  encoding: string | null;
  delimiter: string | null;
  columns?: ImportColumns | null | undefined;
}

/** What is to be told of the whole file, once it is known. */
export interface CsvFile {
  encoding: string | null;
  delimiter: string | null;
  notes: CsvNote[];
}

/**
 * The rows of a CSV file, read as it comes.
 * @param file is filled in on the way
 * @throws NoCsv; LimitExceeded for rows that take too long to read
 */
export async function* csvRows(
  renderer: Renderer,
  bytes: AsyncIterable<Buffer>,
  options: CsvOptions,
  file: CsvFile,
): AsyncGenerator<CsvRow> {
  let state: CsvState | null = null;
  let rest = "";
  const read = async (text: string, isLast: boolean): Promise<CsvRow[]> => {
    const { delimiter, columns = null } = options;
    const output: CsvOutput = await renderer.run("csv", {
      text,
      isLast,
      state,
      delimiter,
      columns,
    });
    if (output.outcome === "no CSV") throw new NoCsv(output.reason);
    ({ state, rest } = output);
    file.delimiter = state?.delimiter ?? null;
    file.notes.push(...output.notes);
    return output.rows;
  };
  let held = "";
  const onFound = (encoding: string): void => void (file.encoding = encoding);
  for await (const text of textOf(bytes, options.encoding, onFound)) {
    held += text;
    if (held.length < pieceLength) continue;
    const all = rest + held;
    held = "";
    yield* await read(all, false);
  }
  yield* await read(rest + held, true);
}
