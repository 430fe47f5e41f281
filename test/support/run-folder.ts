import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inMemory, memoryFolder } from "./memory-folder.ts";
import { isRunning, writePidFile } from "../../src/platform/pid-file.ts";
import { stopPostgresOrphan } from "../../src/platform/postgres/server.ts";
import { stopTemporalOrphan } from "../../src/platform/temporal/server.ts";

const prefix = "campanile-test-";
const ownerFile = "owner.pid";

/**
 * A folder for one run of the tests, known by its process so that a killed run can be cleared. What
 * programs share by the machine's folder for temporary files, such as ports, stays there.
 */
export async function makeRunFolder(): Promise<string> {
  const isChosen = process.env["TMPDIR"] !== undefined;
  const above = (isChosen ? undefined : memoryFolder()) ?? tmpdir();
  const folder = await mkdtemp(join(above, prefix));
  writePidFile(join(folder, ownerFile), process.pid);
  return folder;
}

/** Ends the servers that killed runs left behind, and removes their folders. */
export async function clearAbandonedRuns(): Promise<void> {
  const found = await Promise.all([tmpdir(), inMemory].map(runFoldersIn));
  for (const folder of new Set(found.flat())) {
    if (isRunning(join(folder, ownerFile)) !== false) continue;
    await stopPostgresOrphan(folder);
    await stopTemporalOrphan(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function runFoldersIn(above: string): Promise<string[]> {
  if (!existsSync(above)) return [];
  const names = await readdir(above);
  return names.filter((name) => name.startsWith(prefix)).map((name) => join(above, name));
}
