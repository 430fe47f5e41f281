import type { CsvOutput, CsvRow } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { textOf } from "./text-of.ts";
import { wholeRows } from "./whole-rows.ts";

/** What came is no CSV. */
export class NoCsv extends Error {
  constructor(code: string) {
    super(`the file is no CSV: ${code}`);
    this.name = "NoCsv";
  }
}

/**
 * The rows of a CSV file, read as it comes.
 * @throws NoCsv; NotUnicode for one in another encoding; LimitExceeded for rows that take too long to read
 */
export async function* csvRows(
  renderer: Renderer,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<CsvRow> {
  let columns: string[] | null = null;
  for await (const piece of wholeRows(inUtf8(bytes))) {
    // A copy of its own: what is sent to a thread is sent whole, a view with all it is a view of.
    const read: CsvOutput = await renderer.run("csv", { bytes: Uint8Array.from(piece), columns });
    if (read.outcome === "no CSV") throw new NoCsv(read.code);
    ({ columns } = read);
    yield* read.rows;
  }
}

async function* inUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const text of textOf(bytes)) yield Buffer.from(text);
}
