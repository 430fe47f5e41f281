import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BuildFailed, fingerprintOf } from "./build.mjs";
import { install } from "./install.mjs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const folder = inProject("packages", "client");
const target = join(folder, "dist");
const stampFile = join(target, ".stamp");
const others = ["packages/client/tsconfig.json", "tsconfig.json", "scripts/build-client.mjs"];

/**
 * Builds packages/client/dist when its sources have changed: ES modules with their types, the same
 * as CommonJS, and the snippet for pages.
 */
export async function buildClient() {
  if (isFresh()) return;
  await alone("build-client", async () => {
    if (isFresh()) return;
    const stamp = fingerprint();
    const draft = join(folder, `.build-${process.pid}`);
    try {
      compile(draft, []);
      compile(join(draft, "cjs"), [
        ...["--module", "commonjs", "--moduleResolution", "bundler"],
        ...["--verbatimModuleSyntax", "false"],
      ]);
      // Without it Node.js would read them as ES modules.
      writeFileSync(join(draft, "cjs", "package.json"), '{ "type": "commonjs" }\n');
      await bundleSnippet(draft);
      writeFileSync(join(draft, ".stamp"), stamp);
      rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

function compile(outDir, more) {
  const compiler = inProject("node_modules", "@typescript", "native", "bin", "tsc");
  const args = ["-p", folder, "--noEmit", "false", "--declaration", "--outDir", outDir, ...more];
  const { status } = spawnSync(process.execPath, [compiler, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new BuildFailed("The client could not be compiled: see above.");
  for (const name of ["snippet.js", "snippet.d.ts"]) rmSync(join(outDir, name), { force: true });
}

async function bundleSnippet(outDir) {
  // Here, as it may have been installed only now.
  const { build } = await import("vite");
  await build({
    configFile: false,
    logLevel: "warn",
    root: folder,
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2020",
      minify: true,
      lib: {
        entry: join(folder, "src", "snippet.ts"),
        formats: ["iife"],
        name: "campanileSnippet",
        fileName: () => "snippet.js",
      },
    },
  });
}

function isFresh() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === fingerprint();
}

function fingerprint() {
  return fingerprintOf(["packages/client/src"], others);
}

if (isMain(import.meta.url)) {
  await install();
  try {
    await buildClient();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
