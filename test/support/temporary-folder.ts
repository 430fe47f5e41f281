import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { afterwards } from "./afterwards.ts";
import "./provided.ts";

/** An empty folder; removed afterwards. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(inject("runFolder"), "case-"));
  afterwards(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
