import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { stopOrphan } from "./orphan.ts";
import { privateFolder } from "./private-files.ts";
import { processIdentity } from "./process-identity.ts";

const content = z.object({ pid: z.int(), identity: z.string() });

/**
 * Notes which process serves a folder, so that the next start finds it if we are killed.
 * @throws Error when the file can't be written
 */
export function writePidFile(file: string, pid: number): void {
  const identity = processIdentity(pid);
  // Gone already: there is nothing to find later.
  if (identity === undefined) return;
  privateFolder(dirname(file));
  // An older one says nothing any more, whether there is room for this one or not.
  removePidFile(file);
  writeFileSync(file, JSON.stringify({ pid, identity }), { mode: 0o600 });
}

/** One that can't be removed tells nobody anything: its process is known by more than its number. */
export function removePidFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The disk is read-only now, say.
  }
}

/**
 * Ends the process that a pid file names, if it is still that process: its start time must be the
 * one noted, and `mark` in its command line.
 * @returns whether there was one
 */
export async function stopByPidFile(
  file: string,
  mark: string,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<boolean> {
  const noted = read(file);
  if (noted === undefined) return false;
  const stopped = isRunning(file) === true && (await stopOrphan(noted.pid, mark, signal, graceMs));
  removePidFile(file);
  return stopped;
}

/** Whether the process that a pid file names still is; undefined when there is no such file. */
export function isRunning(file: string): boolean | undefined {
  const noted = read(file);
  return noted && processIdentity(noted.pid) === noted.identity;
}

function read(file: string): z.infer<typeof content> | undefined {
  try {
    return content.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Absent, or cut short by a crash: then nobody can be found by it.
    return undefined;
  }
}
