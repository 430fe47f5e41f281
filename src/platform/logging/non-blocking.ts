import { constants, fstatSync, openSync } from "node:fs";

/**
 * A descriptor for the same output that answers EAGAIN where the given one would wait: for a pipe
 * that nobody reads, a terminal that is held. Opened anew, so that others who hold the pipe keep
 * their way of writing; where that can't be (a socket, not on Linux), Node's own stream switches it.
 */
export function nonBlocking(descriptor: number): number {
  if (fstatSync(descriptor).isFile()) return descriptor;
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    const stream = descriptor === 2 ? process.stderr : process.stdout;
    stream.on("error", () => undefined);
    return descriptor;
  }
}
