import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";
import { copiesOf } from "./dockerfile.ts";

/** Of a file's copies, the folder that it goes into or the name that it gets. */
const targetOf = (to: string, target: string, source: string): string =>
  target.endsWith("/") ? join(to, target, basename(source)) : join(to, target);

/**
 * Lays out what the Dockerfile's last stage copies, from the builds that are here: all that a process
 * of the image finds, and nothing else. Its packages are hard links to those of the project, the ones
 * that `npm ci --omit=dev --omit=optional` installs by the lock file.
 */
export function layOutImage(to: string): void {
  for (const { from, sources, target } of copiesOf("image")) {
    for (const source of sources) {
      const path = relative("/app", source);
      if (from === "packages" && path === "node_modules") linkPackages(to);
      else if (from === "build") copyFrom(join(projectRoot, path), targetOf(to, target, path));
      else throw new Error(`what is ${source} of ${from}?`);
    }
  }
  keepOwnPlatform(to);
  // A process of the image is another user and may write nowhere.
  execFileSync("find", [to, "-type", "d", "-exec", "chmod", "555", "{}", "+"]);
}

function copyFrom(source: string, target: string): void {
  if (!existsSync(source)) throw new Error(`the Dockerfile copies ${source}, which is not there`);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, {
    recursive: statSync(source).isDirectory(),
    preserveTimestamps: true,
  });
}

/** The script that the Dockerfile runs behind `npm ci`, on the tree. */
function keepOwnPlatform(to: string): void {
  if (process.platform !== "linux") return;
  const folder = join(to, "scripts");
  for (const name of ["own-platform.mjs", "project.mjs"]) {
    copyFrom(join(projectRoot, "scripts", name), join(folder, name));
  }
  execFileSync(process.execPath, [join(folder, "own-platform.mjs")]);
  rmSync(folder, { recursive: true });
}

interface Locked {
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}

function linkPackages(to: string): void {
  const lock = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const isLeftOut = ({ dev, optional, devOptional }: Locked): boolean =>
    dev === true || optional === true || devOptional === true;
  execFileSync("cp", ["-al", join(projectRoot, "node_modules"), join(to, "node_modules")]);
  const leftOut = Object.entries(lock.packages)
    .filter(([path, locked]) => path.startsWith("node_modules/") && isLeftOut(locked))
    .map(([path]) => join(to, path));
  execFileSync("xargs", ["-0", "rm", "-rf"], { input: leftOut.join("\0") });
  execFileSync("rm", [
    "-rf",
    ...[".bin", ".cache", ".vite"].map((it) => join(to, "node_modules", it)),
  ]);
}
