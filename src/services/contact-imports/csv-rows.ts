import type { CsvOutput, CsvRow } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";

const pieceBytes = 128 * 1024;
/** A row longer than any that makes sense: handed on as it is, for the parser to refuse. */
const maxRowLength = 256 * 1024;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

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

export class NotUnicode extends Error {
  constructor() {
    super("the file is not UTF-8: export it anew as CSV in UTF-8");
    this.name = "NotUnicode";
  }
}

/**
 * A CSV file in pieces of whole rows, as it comes: cut at line ends outside of quotes, which a
 * doubled quote inside of them does not change.
 */
export async function* wholeRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  /** Where the last whole row ends in what is held. */
  let end = 0;
  let isQuoted = false;
  let wasReturn = false;
  for await (const chunk of bytes) {
    for (const [index, byte] of chunk.entries()) {
      if (wasReturn && byte !== lineFeed) end = length + index;
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) end = length + index + 1;
      wasReturn = byte === carriageReturn && !isQuoted;
    }
    held.push(chunk);
    length += chunk.length;
    if (length < pieceBytes || (end === 0 && length < maxRowLength + pieceBytes)) continue;
    const all = Buffer.concat(held);
    const cut = end === 0 ? length : end;
    yield all.subarray(0, cut);
    held = [all.subarray(cut)];
    length -= cut;
    end = 0;
  }
  if (length > 0) yield Buffer.concat(held);
}

async function* inUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const text of textOf(bytes)) yield Buffer.from(text);
}

function isUtf16(start: Buffer): boolean {
  return start[0] === 0xff && start[1] === 0xfe;
}

/**
 * A file's text, piece by piece: UTF-8, or UTF-16 as spreadsheets write it, with its byte order mark.
 * @throws NotUnicode for another encoding, whose names and addresses would be kept wrongly
 */
async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const piece of bytes) {
      decoder ??= new TextDecoder(isUtf16(piece) ? "utf-16le" : "utf-8", { fatal: true });
      yield decoder.decode(piece, { stream: true });
    }
    if (decoder !== undefined) yield decoder.decode();
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new NotUnicode();
    }
    throw error;
  }
}
