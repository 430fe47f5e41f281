import { fstatSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import type { Logger } from "pino";

/** Why a program does not start, in words for whoever started it: no fault of ours, so no stack. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Ends this process with exit code 1 and one sentence for each reason, or the log entry of a fault. */
export function refuse(log: Logger, error: unknown): never {
  const why = wordsOf(error);
  if (why === undefined) log.fatal({ err: error }, "this process can't go on");
  else if (log.level !== "silent" && sharesLog())
    for (const sentence of why.split("\n")) log.fatal(sentence);
  else print(why);
  process.exit(1);
}

function wordsOf(error: unknown): string | undefined {
  return error instanceof Refusal ? error.message : undefined;
}

function print(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Nobody reads it; the exit code stays.
  }
}

/** Standard error goes where the log goes, as under npm start: what is said there is an entry too. */
function sharesLog(): boolean {
  if (isatty(2)) return false;
  const [out, err] = [fstatSync(1), fstatSync(2)];
  return out.dev === err.dev && out.ino === err.ino;
}
