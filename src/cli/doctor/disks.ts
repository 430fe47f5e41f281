import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";

const leastShare = 0.05;
/** Below this much a Postgres of some size has no room for its next hours. */
const leastBytes = 2 ** 30;

/** Room where this machine keeps data of ours. Of a Postgres elsewhere its own watch has to tell. */
export async function* examineDisks({ config }: Examined): AsyncGenerator<Finding> {
  const { dataDir, database, retention } = config;
  const folders = [
    ...(database.url === undefined ? [["DATA_DIR", dataDir] as const] : []),
    ...(retention.exportFolder === undefined
      ? []
      : [["RETENTION_EXPORT", retention.exportFolder] as const]),
  ];
  for (const [setting, folder] of folders) yield await roomOf(setting, folder);
}

async function roomOf(setting: string, folder: string): Promise<Finding> {
  const what = "Disk";
  const { bavail, blocks, bsize } = await statfs(nearest(folder));
  const [free, all] = [bavail * bsize, blocks * bsize];
  const says = `${sizeText(free)} of ${sizeText(all)} are free for ${folder} (${setting})`;
  if (free >= Math.min(leastBytes, all * 0.5) && free >= all * leastShare) {
    return { what, ok: true, says };
  }
  // A full one stops Postgres, and so everything.
  const full = free < all * 0.01;
  return {
    what,
    ok: !full,
    doubtful: true,
    says: `only ${says}: make room, move ${setting} to a larger disk, or keep less`,
  };
}

/** The folder itself, or the one in which it will be made. */
function nearest(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearest(above);
}

function sizeText(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
