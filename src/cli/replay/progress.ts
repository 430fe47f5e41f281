import { readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { z } from "zod";
import { UsageError } from "../failures.ts";

const noted = z.strictObject({ file: z.string(), to: z.string(), line: z.int().min(0) });

/** How far a replay has come: the last line whose events the API has answered for. */
export interface Progress {
  line: number;
  note(line: number): Promise<void>;
}

/**
 * Of one file to one API. Written whole or not at all: a kill leaves the state before, and what is
 * then sent again is known by its message ids.
 * @throws UsageError for the progress of another replay
 */
export function progressIn(path: string | undefined, file: string, to: string): Progress {
  const line = path === undefined ? 0 : lineIn(path, file, to);
  return {
    line,
    async note(now) {
      if (path === undefined) return;
      const draft = `${path}.part`;
      const handle = await open(draft, "w");
      try {
        await handle.writeFile(JSON.stringify({ file, to, line: now }));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, path);
    },
  };
}

function lineIn(path: string, file: string, to: string): number {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return 0;
    throw new UsageError(`${path} can't be read (${code})`);
  }
  const read = noted.safeParse(parsed(text));
  if (!read.success) throw new UsageError(`${path} is not what a replay has written there`);
  if (read.data.file !== file || read.data.to !== to) {
    throw new UsageError(`${path} is the progress of ${read.data.file} to ${read.data.to}`);
  }
  return read.data.line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
