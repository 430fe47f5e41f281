import "./node-version.mjs";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build, BuildFailed } from "./build.mjs";
import { runWhereWritable } from "./elsewhere.mjs";
import { install } from "./install.mjs";
import { inProject, isMain } from "./project.mjs";

/**
 * Runs a compiled program, `cli/main.js` of src/ or `bench/main.js`, in this very process: signals
 * and the exit code are then its own.
 */
export async function run(program, args) {
  await install();
  try {
    await build({ check: false });
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  const file = [inProject("dist", "src", program), inProject("dist", program)].find(existsSync);
  if (file === undefined) {
    console.error(`There is no program ${program}.`);
    process.exit(1);
  }
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

if (isMain(import.meta.url)) {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) {
    console.error("usage: node scripts/run.mjs PROGRAM [ARGUMENT …]");
    process.exit(1);
  }
  await runWhereWritable(import.meta.url);
  await run(program, args);
}
