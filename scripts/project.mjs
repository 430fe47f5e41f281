import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder with package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A path below the project's folder. */
export function inProject(...parts) {
  return join(root, ...parts);
}

/** Whether a script was started by its name and not imported by another. */
export function isMain(url) {
  return process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;
}
