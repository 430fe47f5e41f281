import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../src/platform/command.ts";
import { cacheFolder } from "../src/platform/project-root.ts";
import type { DataSet } from "./purchases.ts";

/** The Python package that carries the history, MIT; only its two text files are used. */
const wheel = { name: "lifetimes", version: "0.11.3" };
const files: Record<DataSet, { name: string; sha256: string }> = {
  sample: {
    name: "CDNOW_sample.txt",
    sha256: "6fae10155c0b0ba363c2c386e30f77990d22328220efd862a5edd1443420d94a",
  },
  master: {
    name: "CDNOW_master.txt",
    sha256: "eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef",
  },
};
const limitMs = 5 * 60_000;

/**
 * The text of a CDNOW file, from the cache or fetched with pip from whatever registry it is set up
 * for. Nothing of the package is run.
 * @throws Error in words when it can't be had, or is not the file that was looked at
 */
export async function cdnowText(set: DataSet, report: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder, "replay", `${wheel.name}-${wheel.version}`);
  const { name, sha256 } = files[set];
  const cached = await readFile(join(folder, name)).catch(() => undefined);
  if (cached !== undefined && hashOf(cached) === sha256) return cached.toString("latin1");
  report(`getting the CDNOW history from PyPI's ${wheel.name} ${wheel.version} …`);
  await fetchInto(folder);
  const fetched = await readFile(join(folder, name));
  const actual = hashOf(fetched);
  if (actual !== sha256) {
    throw new Error(`${name} has the sha256 ${actual} instead of ${sha256}, so it was refused`);
  }
  return fetched.toString("latin1");
}

async function fetchInto(folder: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  const draft = await mkdtemp(`${folder}-draft-`);
  try {
    const python = await download(draft);
    const [file = ""] = (await readdir(draft)).filter((entry) => entry.endsWith(".whl"));
    const args = ["-m", "zipfile", "-e", join(draft, file), draft];
    const unpacked = await runCommand(python, args, { limitMs });
    if (!unpacked.ok) throw new Error(`the wheel can't be unpacked: ${unpacked.reason}`);
    await rm(folder, { recursive: true, force: true });
    await rename(join(draft, "lifetimes", "datasets"), folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @returns the Python that could */
async function download(folder: string): Promise<string> {
  const args = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"];
  const what = ["--dest", folder, `${wheel.name}==${wheel.version}`];
  const reasons: string[] = [];
  for (const python of ["python3", "python"]) {
    const result = await runCommand(python, [...args, ...what], { limitMs });
    if (result.ok) return python;
    reasons.push(`${python}: ${result.reason}`);
  }
  throw new Error(`pip could not download ${wheel.name} ${wheel.version}: ${reasons.join("; ")}`);
}

function hashOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
