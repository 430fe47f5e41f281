import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json: the same whether this runs from src/ or from dist/src/. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Downloads live here, outside any data folder: they outlast it. */
export const cacheFolder: string = process.env["CAMPANILE_CACHE"] ?? join(projectRoot, ".cache");

/** The program that a source file becomes: what Node can start, whether we run from src/ or dist/. */
export function compiled(source: string, root = projectRoot): string {
  return join(root, "dist", source.replace(/\.ts$/, ".js"));
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("no package.json above this file");
  return findRoot(above);
}
