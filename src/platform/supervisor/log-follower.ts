import {
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";

const everyMs = 200;
const maxLogBytes = 10 * 1024 * 1024;

export interface LogFollower {
  /** Hands over what was written up to now, and ends. */
  stop(): void;
}

/**
 * Hands over each line that somebody else appends to a file from now on. A file that has grown large
 * is copied to `.1` and emptied: its writer keeps it open in append mode, so it can't be renamed.
 */
export function followLog(file: string, onLines: (lines: string[]) => void): LogFollower {
  let offset = sizeOf(file);
  const readOn = (): void => {
    const { lines, end } = readFrom(file, offset);
    offset = end;
    if (lines.length > 0) onLines(lines);
    if (offset > maxLogBytes) {
      setAside(file);
      offset = 0;
    }
  };
  const read = (): void => {
    try {
      readOn();
    } catch {
      // Somebody removed the file: no reason to end what it tells of.
      offset = 0;
    }
  };
  const timer = setInterval(read, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      read();
    },
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    // Not made yet, or in a folder that can't be entered.
    return 0;
  }
}

/** With no room for the copy, the lines are given up: emptied, the file makes room. */
function setAside(file: string): void {
  const copy = `${file}.1`;
  try {
    copyFileSync(file, copy);
  } catch {
    rmSync(copy, { force: true });
  }
  truncateSync(file);
}

/** The whole lines of a file from an offset on, and where they end. */
export function readFrom(file: string, offset: number): { lines: string[]; end: number } {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    // Emptied by someone else: begin anew.
    const from = size < offset ? 0 : offset;
    const buffer = Buffer.alloc(size - from);
    const read = readSync(descriptor, buffer, 0, buffer.length, from);
    // An unfinished line is read again once it is whole.
    const end = buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
    const lines = buffer.toString("utf8", 0, end).split("\n").slice(0, -1);
    return { lines, end: from + end };
  } finally {
    closeSync(descriptor);
  }
}
