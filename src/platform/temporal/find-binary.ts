import { chmod, mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Tells a person what is being done, and lets a Ctrl-C end it. */
export interface Progress {
  report(line: string): void;
  signal?: AbortSignal;
}

/** One way to come by a program. */
export interface BinarySource {
  /** Reads well after "from". */
  name: string;
  /** The file's name in the cache; with the version, so that a new pin is fetched anew. */
  cacheName: string;
  /**
   * Puts the program somewhere below `draft` and returns its path.
   * @throws Error that says in words why it can't be had this way
   */
  fetch(draft: string, progress: Progress): Promise<string>;
}

export interface BinaryWanted {
  /** Reads well in "getting …". */
  what: string;
  /** A program that is on this machine already, or why that one won't do. */
  installed(): Promise<Check & { path?: string }>;
  /** Whether a file is the program and runs here. */
  check(path: string): Promise<Check>;
  sources: BinarySource[];
}

export type Check = { ok: true; version: string } | { ok: false; reason: string };

export type BinaryResult =
  | { found: true; path: string; from: string }
  | { found: false; tried: string[] };

/**
 * Looks on this machine, then in the cache, then tries each source in turn. A download is unpacked
 * in a folder of its own, checked, and only then moved to its name: a crash leaves nothing that
 * would be used, and two processes at once don't disturb each other.
 */
export async function findBinary(
  wanted: BinaryWanted,
  cache: string,
  progress: Progress,
): Promise<BinaryResult> {
  const tried: string[] = [];
  const installed = await wanted.installed();
  if (installed.ok && installed.path !== undefined) {
    return { found: true, path: installed.path, from: "PATH" };
  }
  if (!installed.ok) tried.push(`PATH: ${installed.reason}`);

  for (const source of wanted.sources) {
    const path = join(cache, source.cacheName);
    if (!existsSync(path)) continue;
    const check = await wanted.check(path);
    if (check.ok) return { found: true, path, from: "cache" };
    progress.report(`${path} doesn't run (${check.reason}); getting it again`);
    await rm(path, { force: true });
  }

  for (const [index, source] of wanted.sources.entries()) {
    progress.signal?.throwIfAborted();
    progress.report(`getting ${wanted.what} from ${source.name} …`);
    const result = await fetchInto(join(cache, source.cacheName), source, wanted, progress);
    if (result.ok) return { found: true, path: result.path, from: source.name };
    progress.signal?.throwIfAborted();
    tried.push(`${source.name}: ${result.reason}`);
    const next = wanted.sources[index + 1];
    const then = next ? `next: ${next.name}` : "nothing is left to try";
    progress.report(`not from ${source.name}: ${result.reason} (${then})`);
  }
  return { found: false, tried };
}

type Fetched = { ok: true; path: string } | { ok: false; reason: string };

async function fetchInto(
  target: string,
  source: BinarySource,
  wanted: BinaryWanted,
  progress: Progress,
): Promise<Fetched> {
  const cache = join(target, "..");
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, "draft-"));
  try {
    const path = await source.fetch(draft, progress);
    await chmod(path, 0o755);
    const check = await wanted.check(path);
    if (!check.ok) return check;
    await writeThrough(path);
    await rename(path, target);
    return { ok: true, path: target };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Else a power cut after the rename could leave the name with half the file. */
async function writeThrough(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
