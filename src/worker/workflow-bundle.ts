import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import { workflowInterceptors } from "./temporal-interceptors.ts";
import { cacheFolder, compiled, projectRoot } from "../platform/project-root.ts";

const kept = 4;

/**
 * The runs' code as a Temporal worker takes it. Webpack needs seconds for it, so it is kept on disk
 * by the hash of what it may be made of, for the next worker or test. Interceptors are in it where
 * runs are traced only: they make it larger, and each run slower.
 */
export async function workflowBundle({ isTraced = false }: { isTraced?: boolean } = {}): Promise<
  { codePath: string } | { code: string }
> {
  const folder = join(cacheFolder, "workflow-bundle");
  const codePath = join(folder, `${await fingerprint()}${isTraced ? "-traced" : ""}.js`);
  if (existsSync(codePath)) return { codePath };
  const workflowsPath = compiled("src/workflows/index.ts");
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // Loaded once a thread, and not for each run: none of it keeps anything at the top of a module.
    preloadModules: ["@temporalio/workflow", workflowsPath],
    workflowInterceptorModules: isTraced ? [workflowInterceptors] : [],
    logger: new DefaultLogger("WARN"),
  });
  // Where there is no room or nothing may be written, the next start needs those seconds again.
  return (await isKept(code, codePath)) ? { codePath } : { code };
}

async function isKept(code: string, codePath: string): Promise<boolean> {
  // Written beside and renamed: two workers may start at once, and one may be killed.
  const draft = `${codePath}.${process.pid}`;
  try {
    await mkdir(dirname(codePath), { recursive: true });
    await writeFile(draft, code);
    await rename(draft, codePath);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
    return false;
  }
  await removeOld(dirname(codePath));
  return true;
}

/** Compiled workflows and the pure rules they use; the packages, by their lock file. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(projectRoot, "package-lock.json")));
  for (const room of ["workflows", "domain"]) {
    const folder = compiled(`src/${room}`);
    const names = await readdir(folder, { recursive: true });
    for (const name of names.filter((file) => file.endsWith(".js")).toSorted()) {
      hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 24);
}

/** The newest stay: another process may be about to read one. */
async function removeOld(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, at: (await stat(path)).mtimeMs };
    }),
  );
  const old = files.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ path }) => rm(path, { force: true })));
}
