import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { compiled, projectRoot } from "../../src/platform/project-root.ts";

const dist = join(projectRoot, "dist");

test("every compiled file's map names its source by a relative path that is there", () => {
  const maps = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js.map"),
  );
  expect(maps.length).toBeGreaterThan(100);
  for (const name of maps) {
    const map = JSON.parse(readFileSync(join(dist, name), "utf8")) as { sources: string[] };
    const [source = ""] = map.sources;
    const file = join(dist, dirname(name), source);
    expect(source.startsWith("..")).toBe(true);
    expect(relative(projectRoot, file)).toBe(name.replace(/\.js\.map$/, ".ts"));
    expect([file, existsSync(file)]).toEqual([file, true]);
  }
});

test("a stack trace names file and line of the source", async () => {
  const program = compiled("src/contract/campaign.ts");
  const script = `const { parseCampaign } = await import(${JSON.stringify(pathToFileURL(program).href)});
try { parseCampaign("{"); } catch (error) { console.log(error.stack); }`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--enable-source-maps",
    "--input-type=module",
    "--eval",
    script,
  ]);
  const source = join(projectRoot, "src", "contract", "campaign.ts");
  const line = Number(stdout.split(`${source}:`)[1]?.split(":")[0]);
  expect(readFileSync(source, "utf8").split("\n")[line - 1]).toContain("is not JSON");
});
