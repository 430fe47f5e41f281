import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, writeFileSync } from "node:fs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const marker = inProject("node_modules", ".campanile-installed");

/**
 * Installs the packages of package-lock.json when they aren't there or are another set. What was
 * installed is noted by the lock file's hash, in node_modules itself: whoever deletes it or leaves
 * it half-made deletes the note too.
 */
export async function install() {
  if (noted() === wanted()) return;
  await alone("install", () => {
    if (noted() === wanted()) return;
    if (isThere()) {
      writeFileSync(marker, wanted());
      return;
    }
    if (lstatSync(inProject("node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new Error(
        "node_modules is a link and holds another set: npm ci would empty its target",
      );
    }
    console.error("Installing packages (npm ci; about a minute the first time) …");
    const npm = process.env.npm_execpath;
    const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const [command, all] = npm ? [process.execPath, [npm, ...args]] : ["npm", args];
    const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"] };
    const { status, error } = spawnSync(command, all, {
      ...options,
      shell: !npm && process.platform === "win32",
    });
    if (error) throw new Error(`npm could not be started: ${error.message}`);
    if (status !== 0) process.exit(status ?? 1);
    writeFileSync(marker, wanted());
  });
}

function wanted() {
  const lock = readFileSync(inProject("package-lock.json"));
  // A native package of another platform, or for another Node, is another set.
  const machine = `${process.platform}-${process.arch}`;
  return createHash("sha256").update(lock).update(machine).digest("hex");
}

/**
 * Whether what is installed is the lock file's set, by npm's own note of it: so after an `npm
 * install` by hand. What the lock file calls optional may be another platform's.
 */
function isThere() {
  const inside = packagesOf("node_modules/.package-lock.json");
  const asked = packagesOf("package-lock.json");
  if (inside === undefined || asked === undefined) return false;
  delete asked[""];
  const same = ([path, { version, optional }]) =>
    path in inside ? inside[path].version === version : optional === true;
  return Object.entries(asked).every(same) && Object.keys(inside).every((path) => path in asked);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(inProject(file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

function noted() {
  try {
    return readFileSync(marker, "utf8");
  } catch {
    return undefined;
  }
}

if (isMain(import.meta.url)) await install();
