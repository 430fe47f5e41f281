import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const gzipped = promisify(gzip);

/**
 * Writes lines as gzip, on the disk for good when it returns: under another name until all of it is there,
 * and synced with its folder.
 */
export async function writeLines(
  folder: string,
  file: string,
  lines: readonly string[],
): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  const bytes = await gzipped(`${lines.join("\n")}\n`);
  const unfinished = `${path}.part`;
  try {
    const handle = await open(unfinished, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
