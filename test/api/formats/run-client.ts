import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../../src/platform/project-root.ts";
import type { Front } from "./front.ts";
import { pythonClients, pythonIn } from "./python-clients.ts";

const run = promisify(execFile);
const limitMs = 240_000;
const scriptFile = (name: string): string => join(projectRoot, "test/api/formats/clients", name);

export type ClientRun = (front: Front) => Promise<void>;

/** A client in a shop's server: a process of its own, that knows an address and a key. */
export function nodeClient(script: string, client: string): ClientRun {
  return async ({ url, key }) => {
    await run(process.execPath, [scriptFile(script), client, url, key], { timeout: limitMs });
  };
}

/** Old clients want old packages, which have a folder of their own. */
export function pythonClient(script: string, client: string, { old = false } = {}): ClientRun {
  return async ({ url, key }) => {
    const folder = pythonClients();
    const env = { ...process.env, ...(old && { PYTHONPATH: join(folder, "old") }) };
    const args = [scriptFile(script), client, url, key];
    await run(pythonIn(folder), args, { timeout: limitMs, env });
  };
}
