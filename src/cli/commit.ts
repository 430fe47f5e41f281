import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../platform/project-root.ts";

/** The commit that a clone stands at, `+` behind it when its files are others; null: this is no clone. */
export function ownCommit(): string | null {
  if (!existsSync(join(projectRoot, ".git"))) return null;
  try {
    const args = [
      "-C",
      projectRoot,
      "describe",
      "--always",
      "--abbrev=12",
      "--exclude=*",
      "--dirty=+",
    ];
    return execFileSync("git", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    // There is no git, or the clone is somebody else's.
    return null;
  }
}
