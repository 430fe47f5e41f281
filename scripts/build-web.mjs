import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { BuildFailed, fingerprintOf } from "./build.mjs";
import { install } from "./install.mjs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const target = inProject("web", "dist");
const stampFile = inProject("web", "dist", ".stamp");
const sources = ["web/src", "web/public", "src/domain", "src/contract"];
const others = [
  "web/index.html",
  "web/vite.config.ts",
  "web/unused-styles.ts",
  "package-lock.json",
  "scripts/build-web.mjs",
];

/**
 * Bundles the pages to web/dist/ when they have changed. They are bundled beside it and moved there
 * whole: an API that serves them meanwhile never has half of them.
 */
export async function buildWeb() {
  if (isFresh()) return;
  await alone("build-web", () => {
    if (isFresh()) return;
    const stamp = fingerprintOf(sources, others);
    const draft = inProject("web", `.build-${process.pid}`);
    try {
      const vite = inProject("node_modules", "vite", "bin", "vite.js");
      const args = [vite, "build", "web", "--outDir", draft, "--logLevel", "warn"];
      const { status } = spawnSync(process.execPath, args, {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, NODE_ENV: "production" },
      });
      if (status !== 0) throw new BuildFailed("The pages could not be bundled: see above.");
      writeFileSync(`${draft}/.stamp`, stamp);
      rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

function isFresh() {
  return (
    existsSync(stampFile) && readFileSync(stampFile, "utf8") === fingerprintOf(sources, others)
  );
}

if (isMain(import.meta.url)) {
  await install();
  try {
    await buildWeb();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
