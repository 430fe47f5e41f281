import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";

/** Where a Python environment has its programs: `python`, and what packages bring. */
export const programIn = (folder: string, name: string): string => join(folder, "bin", name);

/**
 * A Python environment under .cache, made once and kept by what is asked of it: one that is there is
 * complete, as it gets its name at the end.
 *
 * @param requirements files of pinned packages
 */
export function pythonFolder(
  name: string,
  requirements: readonly string[],
  install: (folder: string, pip: (...args: string[]) => void) => void,
): string {
  const texts = requirements.map((file) => readFileSync(file, "utf8")).join("\n");
  const hash = createHash("sha256").update(texts).digest("hex").slice(0, 12);
  const folder = join(projectRoot, `.cache/${name}-${hash}`);
  if (existsSync(folder)) return folder;
  const made = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  order("python3", ["-m", "venv", made]);
  install(made, (...args) =>
    order(programIn(made, "python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...args,
    ]),
  );
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
