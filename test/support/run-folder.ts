import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning, writePidFile } from "../../src/platform/pid-file.ts";
import { stopPostgresOrphan } from "../../src/platform/postgres/server.ts";
import { stopTemporalOrphan } from "../../src/platform/temporal/server.ts";

const prefix = "campanile-test-";
const ownerFile = "owner.pid";

/** A folder for one run of the tests, known by its process so that a killed run can be cleared. */
export async function makeRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  writePidFile(join(folder, ownerFile), process.pid);
  return folder;
}

/** Ends the servers that killed runs left behind, and removes their folders. */
export async function clearAbandonedRuns(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    if (isRunning(join(folder, ownerFile)) !== false) continue;
    await stopPostgresOrphan(folder);
    await stopTemporalOrphan(folder);
    await rm(folder, { recursive: true, force: true });
  }
}
