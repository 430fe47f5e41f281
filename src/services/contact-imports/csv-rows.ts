import type { CsvOutput, CsvRow } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
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
 * @throws NoCsv; LimitExceeded for rows that take too long to read
 */
export async function* csvRows(
  renderer: Renderer,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<CsvRow> {
  let columns: string[] | null = null;
  for await (const piece of wholeRows(decoded(bytes))) {
    // A copy of its own: what is sent to a thread is sent whole, a view with all it is a view of.
    const read: CsvOutput = await renderer.run("csv", { bytes: Uint8Array.from(piece), columns });
    if (read.outcome === "no CSV") throw new NoCsv(read.code);
    ({ columns } = read);
    yield* read.rows;
  }
}

/** UTF-16, as some spreadsheets save, becomes UTF-8; it says so by its first two bytes. */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined;
  for await (const chunk of bytes) {
    decoder ??= chunk[0] === 0xff && chunk[1] === 0xfe ? new TextDecoder("utf-16le") : null;
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}
