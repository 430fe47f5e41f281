import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { install } from "./install.mjs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const sources = ["src", "bench", "replay"];
const others = ["tsconfig.json", "tsconfig.build.json", "package-lock.json", "scripts/build.mjs"];
const target = inProject("dist");
const stampFile = join(target, ".stamp");

/**
 * Compiles the sources to dist/ when they have changed. They are compiled beside it and moved in
 * file by file: a process that reads dist/ meanwhile never sees half a file, and what has no source
 * any more is removed.
 *
 * @param {{check: boolean}} options with `check`, a type error fails the build; without, types are
 *   left to `npm run typecheck`, so that a start and a single test don't wait for them
 */
export async function build({ check }) {
  if (isFresh(check)) return;
  await alone("build", () => {
    if (isFresh(check)) return;
    const stamp = fingerprint();
    // As deep as dist/: the maps name their sources relative to where they are written.
    const draft = inProject(".build");
    rmSync(draft, { recursive: true, force: true });
    try {
      compile(draft, check);
      moveInto(target, draft);
      writeFileSync(stampFile, JSON.stringify({ stamp, checked: check }));
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

function compile(draft, check) {
  const compiler = inProject("node_modules", "@typescript", "native", "bin", "tsc");
  const args = ["-p", inProject("tsconfig.build.json"), "--outDir", draft];
  const { status } = spawnSync(
    process.execPath,
    [compiler, ...args, ...(check ? [] : ["--noCheck"])],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  if (status !== 0) throw new BuildFailed("The sources could not be compiled: see above.");
}

/** The sources' fault: its message is all that there is to say. */
export class BuildFailed extends Error {}

function moveInto(folder, draft) {
  const fresh = new Set(filesBelow(draft).map((file) => relative(draft, file)));
  for (const name of fresh) {
    const to = join(folder, name);
    const content = readFileSync(join(draft, name));
    if (existsSync(to) && readFileSync(to).equals(content)) continue;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(draft, name), to);
  }
  for (const file of existsSync(folder) ? filesBelow(folder) : []) {
    if (!fresh.has(relative(folder, file)) && file !== stampFile) rmSync(file);
  }
}

function isFresh(check) {
  try {
    const { stamp, checked } = JSON.parse(readFileSync(stampFile, "utf8"));
    return stamp === fingerprint() && (checked || !check);
  } catch {
    return false;
  }
}

function fingerprint() {
  return fingerprintOf(sources, others);
}

/**
 * Of every source's name, size and time, so that a deleted or an older file is seen as well.
 *
 * @param {string[]} folders
 * @param {string[]} single files beside them
 */
export function fingerprintOf(folders, single) {
  const hash = createHash("sha256");
  const files = folders
    .map((name) => inProject(name))
    .filter(existsSync)
    .flatMap(filesBelow);
  for (const file of [...files, ...single.map((name) => inProject(name))].toSorted()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

if (isMain(import.meta.url)) {
  await install();
  try {
    await build({ check: true });
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
