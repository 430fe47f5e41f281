import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../platform/project-root.ts";
import { campanileProgram } from "./program.ts";
import { cliReference } from "./reference.ts";

const file = join(projectRoot, "docs", "reference", "cli.md");

/** Writes the reference of the command line; with --check, only tells whether the written one is current. */
async function main(): Promise<number> {
  const document = await formatted(cliReference(campanileProgram("")));
  if (!process.argv.includes("--check")) {
    await writeFile(file, document);
    return 0;
  }
  const written = await readFile(file, "utf8").catch(() => "");
  if (written === document) return 0;
  console.error("docs/reference/cli.md is not what the commands say: run npm run cli-docs");
  return 1;
}

/** As the project's formatter has all pages. */
async function formatted(text: string): Promise<string> {
  const formatter = join(projectRoot, "node_modules", "oxfmt", "bin", "oxfmt");
  const asked = promisify(execFile)(process.execPath, [formatter, "--stdin-filepath", file], {
    cwd: projectRoot,
  });
  asked.child.stdin?.end(text);
  return (await asked).stdout;
}

process.exitCode = await main();
