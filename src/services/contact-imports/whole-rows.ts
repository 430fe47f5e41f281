const pieceBytes = 128 * 1024;
/** A row longer than any that makes sense: handed on as it is, for the parser to refuse. */
const maxRowLength = 256 * 1024;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * A CSV file in pieces of whole rows, as it comes: cut at line ends outside of quotes, which a
 * doubled quote inside of them does not change.
 */
export async function* wholeRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  /** Of what is held, where its last whole row ends. */
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
