export class NotUnicode extends Error {
  constructor() {
    super("the file is not UTF-8: export it anew as CSV in UTF-8");
    this.name = "NotUnicode";
  }
}

/**
 * A file's text, piece by piece: UTF-8, or UTF-16 as spreadsheets write it, with its byte order mark.
 * @throws NotUnicode for another encoding, whose names and addresses would be kept wrongly
 */
export async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
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

function isUtf16(start: Buffer): boolean {
  return start[0] === 0xff && start[1] === 0xfe;
}
