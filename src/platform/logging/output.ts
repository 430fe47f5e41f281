import { writeSync } from "node:fs";
import { nonBlocking } from "./non-blocking.ts";

/** How an output is; `dropped` counts lines since the process began. */
export interface OutputState {
  ok: boolean;
  dropped: number;
}

export interface Output {
  write(line: string): void;
  /** Writes what waits, as far as there is room. */
  flushSync(): void;
  state(): OutputState;
}

export interface OutputOptions {
  /** There is room again: so many lines were dropped, for this reason. */
  onRoom(dropped: number, reason: string): void;
  /** What may wait for room, in characters. */
  maxWaiting?: number;
}

const retryMs = 250;
const atExitMs = 500;

/**
 * Lines written to a descriptor without ever waiting for it. A disk that is full, a reader that has
 * stopped: lines wait up to a limit, then new ones are dropped and counted. A line that was written
 * half goes on where it stopped, so that the log stays one object a line.
 */
export function openOutput(descriptor: number, options: OutputOptions): Output {
  const { onRoom, maxWaiting = 1024 * 1024 } = options;
  const target = nonBlocking(descriptor);
  let waiting: Buffer[] = [];
  let size = 0;
  let dropped = 0;
  let untold = 0;
  let failure: string | undefined;
  let gone = false;
  let retry: NodeJS.Timeout | undefined;

  function drain(): void {
    let written = 0;
    try {
      for (const [index, line] of waiting.entries()) {
        let rest = line;
        while (rest.length > 0) {
          const count = writeSync(target, rest);
          size -= count;
          rest = rest.subarray(count);
          waiting[index] = rest;
        }
        written++;
      }
      failure = undefined;
    } catch (error) {
      failure = (error as NodeJS.ErrnoException).code ?? "unknown";
    }
    if (written > 0) waiting = waiting.slice(written);
    // Whoever read this will never read again.
    if (failure === "EPIPE") leave();
    else if (failure === undefined) tell();
    else retry ??= setTimeout(again, retryMs).unref();
  }

  function leave(): void {
    gone = true;
    dropped += waiting.length;
    waiting = [];
  }

  function again(): void {
    retry = undefined;
    drain();
  }

  function tell(): void {
    if (untold === 0) return;
    const count = untold;
    untold = 0;
    onRoom(count, reason);
  }

  let reason = "";
  function drop(): void {
    dropped++;
    untold++;
    reason = failure ?? "EAGAIN";
  }

  process.once("exit", () => {
    // A reader that is only slow gets the last words.
    const until = Date.now() + atExitMs;
    const pause = new Int32Array(new SharedArrayBuffer(4));
    drain();
    while (failure === "EAGAIN" && Date.now() < until) {
      Atomics.wait(pause, 0, 0, 10);
      drain();
    }
  });

  return {
    write: (line) => {
      if (gone || size + line.length > maxWaiting) {
        drop();
        if (!gone) drain();
        return;
      }
      const bytes = Buffer.from(line);
      size += bytes.length;
      waiting.push(bytes);
      drain();
    },
    flushSync: drain,
    // A slow reader is no fault before it has cost a line.
    state: () => ({ ok: untold === 0 && (failure === undefined || failure === "EAGAIN"), dropped }),
  };
}
