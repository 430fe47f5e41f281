import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";
import { afterwards } from "./afterwards.ts";

/** What is not copied: what belongs to the original alone, and what is linked. */
const left = new Set([".git", ".campanile", ".cache", "node_modules"]);

/** A folder that everybody may enter, unlike that of the tests' servers. Removed afterwards. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "campanile-anywhere-"));
  execFileSync("chmod", ["755", folder]);
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The project with its builds, and its packages and downloads by hard links: a copy in a second. */
export function copyProject(to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(projectRoot, to, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    filter: (source) =>
      !left.has(basename(source)) || relative(projectRoot, source).includes("node_modules/"),
  });
  execFileSync("cp", ["-al", join(projectRoot, "node_modules"), join(to, "node_modules")]);
  mkdirSync(join(to, ".cache"));
  execFileSync("cp", [
    "-al",
    join(projectRoot, ".cache", "temporal"),
    join(to, ".cache", "temporal"),
  ]);
}

/** Gives a copy to a user: its folders and files, but not what is linked, which stays readable. */
export function giveTo(uid: number, folder: string): void {
  const own = ["-type", "d", "-o", "-type", "f", "-links", "1"];
  execFileSync("find", [folder, "(", ...own, ")", "-exec", "chown", `${uid}:${uid}`, "{}", "+"]);
}

export interface Command {
  process: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

export interface CommandOptions {
  cwd: string;
  env: Record<string, string>;
  uid?: number | undefined;
}

/** A command as it is typed into a terminal: Ctrl-C reaches all of its processes. */
export function runCommand([command = "", ...args]: string[], options: CommandOptions): Command {
  const { uid } = options;
  const child = spawn(command, args, {
    ...options,
    ...(uid !== undefined && { gid: uid }),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => void (shown += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (shown += chunk.toString()));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  afterwards(async () => {
    if (child.exitCode === null && child.signalCode === null) pressCtrlC(child);
    await ended;
  });
  return { process: child, output: () => shown, ended };
}

export function pressCtrlC(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
}
