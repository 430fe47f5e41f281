import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

/** What is written on one line to save a few: `...{ a, b }`, `...[a, b]`. */
const literalSpread = /\.\.\.\s*[{[]/;

async function sourcesBelow(folder: string): Promise<string[]> {
  const names = await readdir(join(projectRoot, folder), { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => `${folder}/${name}`);
}

test("no object or list is written only to be spread at once", async () => {
  const files = (await Promise.all(["web/src", "packages/client/src"].map(sourcesBelow))).flat();
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    readFileSync(join(projectRoot, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (literalSpread.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(found).toEqual([]);
});
