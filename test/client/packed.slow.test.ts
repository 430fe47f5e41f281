import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { testApp } from "../api/test-app.ts";
import { openFolder } from "../support/project-copy.ts";
import { keysArrived } from "./sent-events.ts";

const run = promisify(execFile);
let shop = "";

/** A project of somebody's, who has installed the package as it would be published. */
beforeAll(async () => {
  const folder = openFolder();
  shop = join(folder, "shop");
  await mkdir(shop);
  const from = join(projectRoot, "packages", "client");
  await run("npm", ["pack", "--silent", "--offline", "--pack-destination", folder], { cwd: from });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  await writeFile(join(shop, "package.json"), '{ "name": "shop", "type": "module" }');
  const args = ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)];
  await run("npm", args, { cwd: shop });
});

const sending = (url: string, key: string, keyValue: string): string => `
  const campanile = new Campanile({ url: ${JSON.stringify(url)}, key: ${JSON.stringify(key)} });
  const outcome = await campanile.event({
    eventTypeKey: "order", keyValue: ${JSON.stringify(keyValue)}, contact: { email: "ada@example.com" },
  });
  await campanile.close();
  console.log(JSON.stringify(outcome));`;

test("installed from its tarball, it is imported and required, and what it sends arrives", async () => {
  const { url, key, db } = await testApp();
  await writeFile(
    join(shop, "esm.mjs"),
    `import { Campanile } from "@campanile/client";${sending(url, key, "esm")}`,
  );
  await writeFile(
    join(shop, "cjs.cjs"),
    `const { Campanile } = require("@campanile/client");(async () => {${sending(url, key, "cjs")}})();`,
  );
  for (const name of ["esm.mjs", "cjs.cjs"]) {
    const { stdout } = await run(process.execPath, [name], { cwd: shop });
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "accepted" });
  }
  expect(await keysArrived(db)).toEqual(["esm", "cjs"]);
});

test.each(["nodenext", "bundler"])(
  "its types are found by a TypeScript that resolves as %s, and refuse what is wrong",
  async (resolution) => {
    const compiler = join(projectRoot, "node_modules", "@typescript", "native", "bin", "tsc");
    const module = resolution === "bundler" ? "esnext" : resolution;
    const check = async (file: string, line: string): Promise<string> => {
      await writeFile(
        join(shop, file),
        `import { Campanile } from "@campanile/client";
       const campanile = new Campanile({ url: "https://campanile.example.com", key: "k" });\n${line}`,
      );
      const options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"];
      const args = [compiler, "--noEmit", "--strict", "--types", "", ...options, file];
      return run(process.execPath, args, { cwd: shop }).then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout,
      );
    };
    const right = 'void campanile.event({ eventTypeKey: "order", keyValue: "1" });';
    expect(await check("right.ts", right)).toBe("");
    expect(await check("wrong.ts", right.replace("keyValue", "keyvalue"))).toContain("keyvalue");
  },
);
