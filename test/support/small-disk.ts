import { execFileSync } from "node:child_process";
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterwards } from "./afterwards.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface SmallDisk {
  folder: string;
  /** Takes all room but so many bytes. */
  fill(but?: number): void;
  makeRoom(): void;
}

/** Whether a disk in memory may be mounted here: as root, and not in every container. */
export const mountable: boolean = (() => {
  const folder = mkdtempSync(join(tmpdir(), "campanile-mount-"));
  try {
    mount(folder, "64k");
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
})();

function mount(folder: string, size: string): void {
  const options = `size=${size},mode=0755`;
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
}

/** A disk of its own, in memory. */
export async function smallDisk(size: string): Promise<SmallDisk> {
  const folder = join(await temporaryFolder(), "disk");
  await mkdir(folder);
  mount(folder, size);
  // Lazily: a server that is still ending may hold a file there.
  afterwards(() => execFileSync("umount", ["--lazy", folder]));
  const ballast = join(folder, "ballast");
  return {
    folder,
    makeRoom: () => rmSync(ballast),
    fill: (but = 0) => {
      const file = openSync(ballast, "w");
      const chunk = Buffer.alloc(64 * 1024);
      try {
        for (;;) writeSync(file, chunk);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        ftruncateSync(file, Math.max(0, fstatSync(file).size - but));
      } finally {
        closeSync(file);
      }
    },
  };
}
