import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UsageError } from "../failures.ts";

export interface Line {
  /** From 1 on. */
  number: number;
  text: string;
}

/**
 * The lines of a file that are not empty, `.gz` or not; `-` is standard input.
 * @throws UsageError when it can't be read
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const source: Readable = file === "-" ? process.stdin : createReadStream(file);
  const plain: Readable = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  // What fails behind a pipe has to end the reader.
  source.on("error", (error) => plain.destroy(error));
  const lines = createInterface({ input: plain, crlfDelay: Infinity });
  let failure: NodeJS.ErrnoException | undefined;
  plain.on("error", (error) => {
    failure = error;
    lines.close();
  });
  let number = 0;
  for await (const text of lines) {
    number++;
    if (text.trim() !== "") yield { number, text };
  }
  if (failure !== undefined) {
    throw new UsageError(`${file} can't be read (${failure.code ?? failure.message})`);
  }
}
