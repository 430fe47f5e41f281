import { appendFileSync, mkdirSync, statSync, truncateSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readFrom } from "./log-follower.ts";

const everyMs = 200;
const tailLines = 12;

export interface WrappedOutput {
  /** Takes over what was said up to now, and ends. */
  stop(): void;
  /** The end of what was said since the start. */
  tail(): string;
}

/** Where a server's own words wait to become a log's lines: `run/NAME.out` beside `logs/`. */
export function outputFile(logFile: string): string {
  return join(dirname(dirname(logFile)), "run", `${basename(logFile, ".log")}.out`);
}

/**
 * Makes a log of one JSON object a line from what a process writes into a file, lines of text as
 * well; its own JSON stays as it is. It writes into a file, not to us, since it may outlive us: what
 * it said meanwhile is taken over at the next start. What was taken over is cut off the file; while
 * the log has no room, it waits there.
 *
 * @param levelOf - pino's number for how bad a line of text is
 */
export function wrapOutput(
  name: string,
  output: string,
  logFile: string,
  levelOf: (line: string) => number,
): WrappedOutput {
  let offset = 0;
  let last: string[] = [];
  const take = (): void => {
    if (sizeOf(output) === 0) return;
    const { lines, end } = readFrom(output, offset);
    const said = lines.filter((line) => line.trim() !== "");
    if (said.length > 0) {
      append(logFile, said.map((line) => `${entryOf(name, line, levelOf(line))}\n`).join(""));
      last = [...last, ...said].slice(-tailLines);
    }
    offset = end;
    if (sizeOf(output) !== end) return;
    truncateSync(output);
    offset = 0;
  };
  const read = (): void => {
    try {
      take();
    } catch {
      // Removed by somebody, or no room in the log: no reason to end what it tells of.
    }
  };
  const timer = setInterval(read, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      read();
    },
    tail: () => {
      read();
      return last.join("\n");
    },
  };
}

/** Whole or not at all. */
function append(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const before = sizeOf(file);
  try {
    appendFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    if (sizeOf(file) > before) truncateSync(file, before);
    throw error;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function entryOf(name: string, line: string, level: number): string {
  if (isObject(line)) return line;
  return JSON.stringify({ level, time: new Date().toISOString(), name, msg: line });
}

function isObject(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
