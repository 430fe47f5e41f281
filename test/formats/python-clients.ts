import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";

const newest = join(projectRoot, "test/formats/requirements.txt");
const old = join(projectRoot, "test/formats/requirements-old.txt");

export const pythonIn = (folder: string): string => join(folder, "bin/python");

/**
 * The Python clients' folder, made once and kept by what is in it: one that is there is complete, as
 * it gets its name at the end.
 */
export function pythonClients(): string {
  const texts = [newest, old].map((file) => readFileSync(file, "utf8")).join("\n");
  const hash = createHash("sha256").update(texts).digest("hex").slice(0, 12);
  const folder = join(projectRoot, `.cache/python-clients-${hash}`);
  if (existsSync(folder)) return folder;
  const made = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  order("python3", ["-m", "venv", made]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  order(pythonIn(made), [...pip, "-r", newest]);
  order(pythonIn(made), [...pip, "--target", join(made, "old"), "-r", old]);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another file of tests was first.
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

function order(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[1]} failed: ${error?.message ?? stderr}`);
}

/** Null: there is one. Only a developer's own machine may do without: with CI set it must be there. */
export function whyNoPython(): string | null {
  const { status } = spawnSync("python3", ["-c", "import venv, ensurepip"], { encoding: "utf8" });
  return status === 0 || process.env["CI"] ? null : "python3 with venv is not installed here";
}
