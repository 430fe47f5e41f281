import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import type { FoundEncoding } from "./find-encoding.ts";
import { findEncoding, foreignFile, linesOf, unknownEncoding } from "./find-encoding.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

/** What came is no CSV that can be read. */
export class NoCsv extends Error {
  /** @param reason behind "the file" */
  constructor(reason: string) {
    super(sayImport("theFile", { what: reason }));
    this.name = "NoCsv";
  }
}

/** So much is looked at before it is decided how the file is encoded. */
const sampleLength = 256 * 1024;
const maxLineLength = 256 * 1024;

/** In place of bytes that are none of the encoding: told by the row that has it, and never kept. */
const unreadable = "\uFFFF";

/**
 * A file's text, piece by piece.
 * @param asked an encoding by name; null: to be recognized
 * @param onFound is told which one it is
 * @throws NoCsv for what is no text, a page of the web, or an encoding that can't be told
 */
export async function* textOf(
  bytes: AsyncIterable<Buffer>,
  asked: string | null,
  onFound: (encoding: string) => void = () => undefined,
): AsyncGenerator<string> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const held: Buffer[] = [];
    let length = 0;
    let isWhole = false;
    while (!isWhole && length < sampleLength) {
      const next = await source.next();
      if (next.done === true) isWhole = true;
      else {
        held.push(next.value);
        length += next.value.length;
      }
    }
    const sample = Buffer.concat(held);
    const foreign = foreignFile(sample);
    if (foreign !== null) throw new NoCsv(foreign);
    const found = encodingOf(sample, isWhole, asked);
    if ("fault" in found) throw new NoCsv(found.fault);
    onFound(found.encoding);
    const all = startingWith(sample.subarray(found.bomLength), source);
    let isFirst = true;
    for await (const text of decoded(all, found.encoding, asked !== null, onFound)) {
      if (isFirst && text.trim() !== "") {
        refusePage(text);
        isFirst = false;
      }
      yield text;
    }
  } finally {
    await source.return?.();
  }
}

function encodingOf(sample: Buffer, isWhole: boolean, asked: string | null): FoundEncoding {
  const found = findEncoding(sample, isWhole);
  if (asked === null) return found;
  const hasMark = "encoding" in found && found.bomLength > 0;
  const wanted = asked.toLowerCase().replaceAll(/[\s_]/g, "");
  // A mark says it more surely than whoever asks, and is no letter in any case.
  if (hasMark) return found;
  return { encoding: /^utf-?16$/.test(wanted) ? "utf-16le" : wanted, bomLength: 0 };
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    yield next.value;
  }
}

function decoded(
  bytes: AsyncIterable<Buffer>,
  encoding: string,
  isAsked: boolean,
  onFound: (encoding: string) => void,
): AsyncIterable<string> {
  return /^utf-?8$|^(?:us-?)?ascii$/.test(encoding)
    ? inUtf8(bytes, isAsked, onFound)
    : inCodePage(bytes, encoding);
}

async function* inCodePage(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  for await (const piece of bytes) yield marked(decoder.write(piece));
  yield marked(decoder.end() ?? "");
}

/** What the decoder could not read; the sign itself is none of these encodings but UTF-16's. */
const marked = (text: string): string => text.replaceAll("\uFFFD", unreadable);

/**
 * Line by line where there are bytes that are none: the others count. A file that was ASCII so far and
 * goes on in a code page is read in that one: up to there the two are the same.
 */
async function* inUtf8(
  bytes: AsyncIterable<Buffer>,
  isAsked: boolean,
  onFound: (encoding: string) => void,
): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let isAscii = true;
  let decoder: iconv.DecoderStream | null = null;
  /** Whole lines. */
  const read = (piece: Buffer): string => {
    if (decoder !== null) return marked(decoder.write(piece));
    if (isUtf8(piece)) {
      isAscii &&= !piece.some((byte) => byte >= 0x80);
      return piece.toString("utf8");
    }
    if (isAscii && !isAsked) {
      const found = findEncoding(piece, true);
      if ("fault" in found) throw new NoCsv(unknownEncoding);
      if (found.encoding.startsWith("windows") || found.encoding.startsWith("koi8")) {
        onFound(found.encoding);
        decoder = iconv.getDecoder(found.encoding);
        return marked(decoder.write(piece));
      }
    }
    isAscii = false;
    return linesOf(piece).map(lineText).join("");
  };
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = Math.max(all.lastIndexOf(0x0a), all.lastIndexOf(0x0d)) + 1;
    const cut = end === 0 && all.length > maxLineLength ? all.length : end;
    rest = Buffer.from(all.subarray(cut));
    if (cut > 0) yield read(all.subarray(0, cut));
  }
  if (rest.length > 0) yield read(rest);
}

function lineText(line: Buffer): string {
  const text = line.toString("utf8");
  return isUtf8(line) ? text : marked(text);
}

const page = /^\s*<(?:!doctype|html|head|body|meta|script|!--|\?xml|title)/i;

/** An error page or a form to sign in, where a file was expected. */
function refusePage(text: string): void {
  if (page.test(text)) {
    throw new NoCsv(sayImport("webPage"));
  }
  if (/^\s*(?:\{\s*["}]|\[\s*[[{"\]])/.test(text)) throw new NoCsv(sayImport("json"));
}
