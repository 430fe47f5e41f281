import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
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
  await alone("build-web", async () => {
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
      await compress(join(draft, "assets"));
      writeFileSync(`${draft}/.stamp`, stamp);
      rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

/** Puts each file beside itself as browsers take it over the wire, once and not for each of them. */
async function compress(folder) {
  const names = readdirSync(folder).filter((name) => /\.(?:css|js|svg)$/.test(name));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const name of names) {
    const path = join(folder, name);
    const content = await readFile(path);
    const packed = await Promise.all([
      promisify(brotliCompress)(content, quality),
      promisify(gzip)(content, { level: 9 }),
    ]);
    await Promise.all([writeFile(`${path}.br`, packed[0]), writeFile(`${path}.gz`, packed[1])]);
  }
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
