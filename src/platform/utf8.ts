import { isUtf8 } from "node:buffer";
import { AppError } from "../contract/errors.ts";

/**
 * The text in bytes from outside, without a byte order mark. Bytes that are no UTF-8 are refused: read
 * loosely they would become another text, and a name or an id another one.
 * @throws AppError `invalid` with the place
 */
export function utf8Text(bytes: Buffer, what: string): string {
  if (!isUtf8(bytes)) {
    throw new AppError("invalid", `${what} is not UTF-8: see byte ${firstBadByte(bytes)}`);
  }
  const text = bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** Counted from 0. What is no UTF-8 is read as U+FFFD, which may also stand there by right. */
function firstBadByte(bytes: Buffer): number {
  const text = bytes.toString("utf8");
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf("\uFFFD"); at !== -1; at = text.indexOf("\uFFFD", from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) break;
    offset += 3;
    from = at + 1;
  }
  return offset;
}

const escaped = /(?:%[0-9a-f]{2})+/gi;

/**
 * Whether the percent-encoded bytes of a query or form are UTF-8. A percent sign that encodes nothing
 * stands for itself, as it does for browsers.
 */
export function isEncodedUtf8(text: string): boolean {
  for (const [run] of text.matchAll(escaped)) {
    if (!isUtf8(Buffer.from(run.replaceAll("%", ""), "hex"))) return false;
  }
  return true;
}
