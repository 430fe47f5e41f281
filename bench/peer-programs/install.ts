import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../src/platform/command.ts";
import { cacheFolder, projectRoot } from "../../src/platform/project-root.ts";

const limitMs = 10 * 60_000;

/**
 * Installs a package of bench/peers as its lock file says, in the cache and not beside its source: no
 * install, build or check of ours sees it.
 * @returns the path of its program
 * @throws Error with what npm said
 */
export async function installPeer(name: string): Promise<string> {
  const source = join(projectRoot, "bench", "peers", name);
  const target = join(cacheFolder, "peers", name);
  const lock = await readFile(join(source, "package-lock.json"), "utf8");
  const installed = await readFile(join(target, "installed.json"), "utf8").catch(() => undefined);
  if (installed !== lock) {
    console.log(`  installing ${name} …`);
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    await cp(source, target, { recursive: true });
    const args = ["ci", "--prefix", target, "--no-audit", "--no-fund"];
    const result = await runCommand("npm", args, { limitMs });
    if (!result.ok) throw new Error(result.reason);
    await cp(join(target, "package-lock.json"), join(target, "installed.json"));
  }
  await cp(join(source, "program.mjs"), join(target, "program.mjs"));
  return join(target, "program.mjs");
}
