import { isUtf8 } from "node:buffer";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

/** What a file's first bytes say of its encoding. */
export type FoundEncoding =
  | { encoding: string; bomLength: number }
  /** No text at all, or one that can't be told apart from others. */
  | { fault: string };

const magic: readonly [bytes: number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], sayImport("spreadsheet")],
  [[0xd0, 0xcf, 0x11, 0xe0], sayImport("oldSpreadsheet")],
  [[0x1f, 0x8b], sayImport("packed")],
  [[0x25, 0x50, 0x44, 0x46], sayImport("pdf")],
  [[0xff, 0xfe, 0x00, 0x00], sayImport("utf32")],
];

const marks: readonly [bytes: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

const begins = (bytes: Buffer, with_: readonly number[]): boolean =>
  with_.every((byte, index) => bytes[index] === byte);

/** What a file is that is no CSV; null: it may be one. */
export function foreignFile(start: Buffer): string | null {
  return magic.find(([bytes]) => begins(start, bytes))?.[1] ?? null;
}

/**
 * By its mark, by the zeros that UTF-16 has at every other place, else UTF-8 where it is that, else
 * whichever code page its letters make words in.
 *
 * @param sample the file's beginning
 * @param isWhole nothing follows
 */
export function findEncoding(sample: Buffer, isWhole: boolean): FoundEncoding {
  for (const [bytes, encoding] of marks) {
    if (begins(sample, bytes)) return { encoding, bomLength: bytes.length };
  }
  const wide = utf16Of(sample);
  if (wide !== null) return { encoding: wide, bomLength: 0 };
  if (isMostlyUtf8(sample, isWhole)) return { encoding: "utf-8", bomLength: 0 };
  const encoding = codePageOf(sample);
  return encoding === null ? { fault: unknownEncoding } : { encoding, bomLength: 0 };
}

export const unknownEncoding = sayImport("unknownEncoding");

/** Separators, digits and line ends have a zero beside them, before or behind. */
function utf16Of(sample: Buffer): string | null {
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2) return null;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (sample[at] === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs / 20 && odd > even * 20) return "utf-16le";
  return even > pairs / 20 && even > odd * 20 ? "utf-16be" : null;
}

/** A few lines with broken bytes make no other encoding of it: those lines are told. */
function isMostlyUtf8(sample: Buffer, isWhole: boolean): boolean {
  const lines = linesOf(sample);
  // Its last line may be cut.
  if (!isWhole && lines.length > 1) lines.pop();
  let right = 0;
  let wrong = 0;
  for (const line of lines) {
    if (!line.some((byte) => byte >= 0x80)) continue;
    if (isUtf8(isWhole || lines.length > 1 ? line : withoutCut(line))) right += 1;
    else wrong += 1;
  }
  return right >= wrong;
}

export function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a && bytes[at] !== 0x0d) continue;
    lines.push(bytes.subarray(from, at + 1));
    from = at + 1;
  }
  if (from < bytes.length) lines.push(bytes.subarray(from));
  return lines;
}

/** Without the beginning of a character at the end. */
function withoutCut(bytes: Buffer): Buffer {
  let at = bytes.length;
  while (at > bytes.length - 4 && at > 0 && (bytes[at - 1] ?? 0) >= 0x80) {
    at -= 1;
    if ((bytes[at] ?? 0) >= 0xc0) break;
  }
  return bytes.subarray(0, at);
}

const word = /[A-Za-z\x80-\xff]{2,}/g;
const high = /[\x80-\xff]/;
/** Ukrainian and Belarusian letters of CP1251 outside of its two rows, and ё. */
const cyrillic = /^[\xc0-\xff\xb2-\xb4\xba\xbf\xaf\xaa\xa5\xa8\xb8\xa1\xa2]+$/;
/** In CP1252 signs such as ³ and ¿, which stand within no word; letters of Central Europe in CP1250. */
const noLetterOfWesternEurope =
  /[A-Za-z][\xa1-\xa9\xab-\xb9\xbb-\xbf]|[\xa1-\xa9\xab-\xb9\xbb-\xbf][A-Za-z]/;

/** Quotes, dashes and signs that CP1251 and CP1252 have at the same places, and the euro of CP1252. */
const signs = new Set(
  Buffer.from("808284858687898b91929394959697999ba0a6a7a9abacadaeb0b1b5b6b7bb", "hex"),
);

/**
 * Cyrillic words consist of such bytes alone; Western ones have single ones among letters of ASCII.
 * KOI8-R has small letters where CP1251 has capitals. Null: it can't be told.
 */
function codePageOf(sample: Buffer): string | null {
  let cyrillicWords = 0;
  let turned = 0;
  let western = 0;
  let central = 0;
  if (sample.every((byte) => byte < 0x80 || signs.has(byte))) return "windows-1252";
  for (const [found] of sample.toString("latin1").matchAll(word)) {
    if (!high.test(found)) continue;
    if (cyrillic.test(found)) {
      cyrillicWords += 1;
      if (/^[\xe0-\xff][\xc0-\xdf]+$/.test(found)) turned += 1;
      if (/^[\xc0-\xdf][\xe0-\xff]+$/.test(found)) turned -= 1;
    } else if (noLetterOfWesternEurope.test(found)) central += 1;
    else if (/[A-Za-z]/.test(found) && /[\xc0-\xff\x8a\x8c\x8e\x9a\x9c\x9e\x9f]/.test(found))
      western += 1;
  }
  if (cyrillicWords > (western + central) * 2) return turned > 0 ? "koi8-r" : "windows-1251";
  return western > (cyrillicWords + central) * 2 ? "windows-1252" : null;
}
