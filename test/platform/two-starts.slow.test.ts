import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort, releasePort } from "../../src/platform/ports.ts";
import { fireSample, startCampanile } from "../support/campanile.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Files and folders below a folder that somebody else could read. */
function openBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => (statSync(path).mode & 0o077) !== 0);
}

test("two starts at once want the same ports, and both come up", async () => {
  const first = await freePort(20_000 + (process.pid % 20_000));
  releasePort(first);
  const ports = {
    PORT: String(first),
    POSTGRES_PORT: String(first + 10),
    TEMPORAL_PORT: String(first + 20),
    TEMPORAL_UI_PORT: String(first + 30),
    INBOX_PORT: String(first + 40),
  };
  const folders = [await temporaryFolder(), await temporaryFolder()];
  const starts = folders.map((folder) => startCampanile(folder, ports));
  await Promise.all(starts.map((start) => start.isUp()));
  const urls = starts.map((start) => start.facts().url);
  expect(new Set(urls).size).toBe(2);
  for (const start of starts) {
    const { url, key = "" } = start.facts();
    expect(await fireSample(url, key)).toBeLessThan(300);
  }

  // What Temporal keeps, its log and what is written beside it are nobody else's to read.
  for (const folder of folders) {
    for (const part of ["temporal", "logs", "run"]) {
      expect(statSync(join(folder, part)).mode & 0o777).toBe(0o700);
      expect(openBelow(join(folder, part))).toEqual([]);
    }
    expect(readdirSync(join(folder, "temporal"))).toContain("temporal.db-wal");
  }
  for (const start of starts) start.process.kill("SIGINT");
  expect(await Promise.all(starts.map((start) => start.ended()))).toEqual([0, 0]);
});
