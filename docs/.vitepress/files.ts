import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.ts";

const files = new Map<string, string>();

/** Notes a file that a page leads to and that is none itself, such as openapi.json. */
export function publishFile({ file, url }: { file: string; url: string }): void {
  files.set(url, file);
}

export function writeFiles(outDir: string): void {
  for (const [url, file] of files) {
    mkdirSync(dirname(join(outDir, url)), { recursive: true });
    cpSync(join(root, file), join(outDir, url));
  }
}
