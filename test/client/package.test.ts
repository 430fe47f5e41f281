import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const run = promisify(execFile);
const folder = join(projectRoot, "packages/client");

test("the package holds what was built and its page, and no source or test", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--offline"], {
    cwd: folder,
  });
  const [pack] = JSON.parse(stdout) as { files: { path: string }[] }[];
  const files = pack?.files.map(({ path }) => path) ?? [];
  const isExpected = (path: string) =>
    ["package.json", "README.md"].includes(path) ||
    /^dist\/(cjs\/)?[\w-]+(\.d)?\.(js|ts|json)$/.test(path);
  expect(files.filter((path) => !isExpected(path))).toEqual([]);
  const { exports } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    exports: object;
  };
  const named = [...JSON.stringify(exports).matchAll(/"\.\/(dist\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  expect(named).toHaveLength(5);
  expect(files).toEqual(expect.arrayContaining(named));
  expect(files).toContain("dist/cjs/package.json");
});

test("it can be imported and required", async () => {
  const imported = (await import(join(folder, "dist/index.js"))) as object;
  const required = createRequire(import.meta.url)(join(folder, "dist/cjs/index.js")) as object;
  expect(Object.keys(imported)).toEqual(["Campanile"]);
  expect(Object.keys(required)).toEqual(["Campanile"]);
});

test("the snippet for pages is smaller than 3 kB", async () => {
  const { length } = await readFile(join(folder, "dist/snippet.js"));
  expect(length).toBeGreaterThan(1_000);
  expect(length).toBeLessThan(3_000);
});
