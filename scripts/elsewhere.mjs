import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants as modes,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { alone } from "./lock.mjs";
import { root } from "./project.mjs";

/** What each place has for itself: what is not in the repository. */
const own = new Set([".git", ".campanile", ".cache", "node_modules", "dist"]);
const builds = ["dist", join("web", "dist"), join("packages", "client", "dist")];

/**
 * Runs the calling script again in a copy of the project, when the project's own folder can't be
 * written to: a clone of root's, say, that an ordinary user may only read. The copy lies with the
 * user's data, follows the original at every start, and keeps what it makes: packages, builds, data.
 * Never returns then; else at once.
 *
 * @param {string} url of the script
 */
export async function runWhereWritable(url) {
  if (isWritable(root)) return;
  const target = join(dataHome(), `${basename(root)}-${hashOf(root)}`);
  console.error(`${root} can't be written to, so this works in a copy of it: ${target}`);
  await alone("copy", () => follow(target), join(target, ".cache"));
  const script = join(target, relative(root, fileURLToPath(url)));
  const env = { ...process.env, ...npmCache(target) };
  process.exit(await runThere([script, ...process.argv.slice(2)], env));
}

function isWritable(folder) {
  try {
    accessSync(folder, modes.W_OK);
    return true;
  } catch {
    return false;
  }
}

const hashOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** As the XDG base directories say; for a user without a home, a folder that only they may enter. */
function dataHome() {
  const { XDG_DATA_HOME, HOME } = process.env;
  const wanted = XDG_DATA_HOME ?? (HOME && join(HOME, ".local", "share"));
  if (wanted !== undefined) {
    try {
      mkdirSync(join(wanted, "campanile"), { recursive: true, mode: 0o700 });
      if (isWritable(join(wanted, "campanile"))) return join(wanted, "campanile");
    } catch {
      // No home, or one of somebody else's.
    }
  }
  const folder = join("/var/tmp", `campanile-${process.getuid()}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const { uid, mode } = lstatSync(folder);
  if (uid !== process.getuid() || (mode & 0o077) !== 0) {
    console.error(
      `${root} can't be written to, and ${folder} belongs to somebody else: ` +
        "set XDG_DATA_HOME to a folder of your own, or copy the project to one.",
    );
    process.exit(1);
  }
  return folder;
}

/** npm keeps what it downloads in the home folder; without one, here. */
function npmCache(target) {
  const { HOME } = process.env;
  return HOME && isWritable(HOME) ? {} : { npm_config_cache: join(target, ".cache", "npm") };
}

/** Brings the copy to the state of the original. */
function follow(target) {
  mirror(root, target);
  const packages = join(root, "node_modules", ".campanile-installed");
  const there = join(target, "node_modules", ".campanile-installed");
  // What is installed is copied whole or not at all: without it, npm ci makes it there.
  if (existsSync(packages) && !(existsSync(there) && sameText(packages, there))) {
    const draft = join(target, ".cache", "node_modules");
    rmSync(draft, { recursive: true, force: true });
    copyFolder(join(root, "node_modules"), draft);
    rmSync(join(target, "node_modules"), { recursive: true, force: true });
    renameSync(draft, join(target, "node_modules"));
  }
  const downloads = join(root, ".cache", "temporal");
  if (existsSync(downloads)) mirror(downloads, join(target, ".cache", "temporal"));
  for (const build of builds) takeBuild(join(root, build), join(target, build));
}

/**
 * What the original was built to is the first build of the copy. Its stamp says of which sources it is,
 * and is read first and written last: if the original is built anew meanwhile, it fits none.
 */
function takeBuild(from, to) {
  if (existsSync(join(to, ".stamp")) || !existsSync(join(from, ".stamp"))) return;
  const stamp = readFileSync(join(from, ".stamp"));
  const draft = `${to}.draft`;
  rmSync(draft, { recursive: true, force: true });
  copyFolder(from, draft);
  writeFileSync(join(draft, ".stamp"), stamp);
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}

/** With times and links, by the system's own program: Node's takes twice as long for many files. */
function copyFolder(from, to) {
  execFileSync("cp", ["-a", from, to]);
}

const sameText = (one, other) => readFileSync(one).equals(readFileSync(other));

/** Files that differ in size or time are copied, those that are gone are removed. */
function mirror(from, to) {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true }).filter(({ name }) => !own.has(name));
  const names = new Set(entries.map(({ name }) => name));
  for (const name of readdirSync(to)) {
    if (!names.has(name) && !own.has(name)) rmSync(join(to, name), { recursive: true });
  }
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) mirror(source, target);
    else if (entry.isFile() && !isSame(source, target)) {
      copyFileSync(source, target);
      const { atime, mtime } = statSync(source);
      utimesSync(target, atime, mtime);
    }
  }
}

function isSame(source, target) {
  const [one, other] = [statSync(source), statSync(target, { throwIfNoEntry: false })];
  // A copied time may have lost its last digits.
  return one.size === other?.size && Math.abs(one.mtimeMs - other.mtimeMs) < 2;
}

/**
 * In a process group of its own: a terminal's Ctrl-C would reach it by itself and by us, and twice
 * means "at once".
 *
 * @returns {Promise<number>} the exit code
 */
function runThere(args, env) {
  const child = spawn(process.execPath, args, { env, stdio: "inherit", detached: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
