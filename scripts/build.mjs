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
import { isDeepStrictEqual } from "node:util";
import { bundlePrograms, sharedFolder } from "./bundle.mjs";
import { install } from "./install.mjs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const sources = ["src", "bench", "replay"];
const others = [
  "tsconfig.json",
  "tsconfig.build.json",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/bundle.mjs",
];
const target = inProject("dist");
const stampFile = join(target, ".stamp");

/** A process goes on to load what it was built with after the next build; older ones have ended. */
const keptBuilds = 5;

/**
 * Compiles the sources to dist/ and bundles the programs when they have changed. That is done beside
 * it and moved in file by file: a process that reads dist/ meanwhile never sees half a file, and what
 * has no source any more is removed.
 *
 * @param {{check: boolean}} options with `check`, a type error fails the build; without, types are
 *   left to `npm run typecheck`, so that a start and a single test don't wait for them
 */
export async function build({ check }) {
  if (isFresh(check)) return;
  await alone("build", async () => {
    if (isFresh(check)) return;
    const stamp = fingerprint();
    // As deep as dist/: the maps name their sources relative to where they are written.
    const draft = inProject(".build");
    rmSync(draft, { recursive: true, force: true });
    try {
      compile(draft, check);
      await bundlePrograms(draft);
      const shared = withEarlier(readdirSync(join(draft, sharedFolder)));
      moveInto(target, draft, new Set(shared.flat().map((name) => join(sharedFolder, name))));
      writeFileSync(stampFile, JSON.stringify({ stamp, checked: check, shared }));
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

/** Of this build and those before it that differ, the newest first: what their programs share, by name. */
function withEarlier(names) {
  const earlier = readStamp()?.shared ?? [];
  const different = earlier.filter((before) => !isDeepStrictEqual(before, names));
  return [names, ...different].slice(0, keptBuilds);
}

function moveInto(folder, draft, kept) {
  const fresh = new Set(filesBelow(draft).map((file) => relative(draft, file)));
  for (const name of fresh) {
    const to = join(folder, name);
    const content = readFileSync(join(draft, name));
    if (existsSync(to) && readFileSync(to).equals(content)) continue;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(draft, name), to);
  }
  for (const file of existsSync(folder) ? filesBelow(folder) : []) {
    const name = relative(folder, file);
    if (!fresh.has(name) && !kept.has(name) && file !== stampFile) rmSync(file);
  }
}

function isFresh(check) {
  const built = readStamp();
  return built !== null && built.stamp === fingerprint() && (built.checked || !check);
}

/** What was built last; null when nothing was, or nobody knows. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return null;
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
    // Whole ones: a copy of the project, which is built already, keeps no parts of them.
    hash.update(`${relative(root, file)} ${size} ${Math.round(mtimeMs)}\n`);
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
