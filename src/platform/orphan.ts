import { setTimeout as sleep } from "node:timers/promises";
import { commandLine } from "./process-identity.ts";

/**
 * Ends a server that an earlier, killed start left behind. `mark` must be in its command line (the
 * data folder, say), so that a stranger who got the same pid is left alone.
 * @returns whether there was one
 */
export async function stopOrphan(
  pid: number,
  mark: string,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<boolean> {
  const isOurs = () => commandLine(pid)?.includes(mark) ?? false;
  if (!isOurs()) return false;
  process.kill(pid, signal);
  const deadline = Date.now() + graceMs;
  while (isOurs()) {
    if (Date.now() > deadline) {
      process.kill(pid, "SIGKILL");
      await sleep(200);
      return true;
    }
    await sleep(50);
  }
  return true;
}
