import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { compiled, projectRoot } from "../../src/platform/project-root.ts";

const dist = join(projectRoot, "dist");

test("every compiled file's map names its sources by relative paths that are there", () => {
  const maps = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js.map"),
  );
  expect(maps.length).toBeGreaterThan(100);
  for (const name of maps) {
    const map = JSON.parse(readFileSync(join(dist, name), "utf8")) as { sources: string[] };
    const folder = join(dist, dirname(name));
    const strange = map.sources.filter(
      (source) => !source.startsWith("..") || !existsSync(join(folder, source)),
    );
    expect(strange, name).toEqual([]);
    // A module that became a file of its own has its name.
    const [source = "", ...others] = map.sources;
    if (others.length > 0 || name.startsWith("shared")) continue;
    expect(relative(projectRoot, join(folder, source))).toBe(name.replace(/\.js\.map$/, ".ts"));
  }
});

/** What a script of its own process prints, whose stack traces are mapped. */
async function printed(script: string): Promise<string> {
  const flags = ["--enable-source-maps", "--input-type=module", "--eval", script];
  return (await promisify(execFile)(process.execPath, flags)).stdout;
}

/** The line of `source` that a stack trace names. */
function lineNamed(stack: string, source: string): string | undefined {
  const line = Number(stack.split(`${source}:`)[1]?.split(":")[0]);
  return readFileSync(source, "utf8").split("\n")[line - 1];
}

test("a stack trace of a program names file and line of the source", async () => {
  // The trace is of the moment at which the program asks for its arguments.
  const stack = await printed(`
    const get = () => (console.log(new Error("here").stack), ["node", "campanile", "--help"]);
    Object.defineProperty(process, "argv", { get });
    await import(${JSON.stringify(pathToFileURL(compiled("src/cli/main.ts")).href)});`);
  const source = join(projectRoot, "src", "cli", "main.ts");
  expect(lineNamed(stack, source)).toContain("runCommandLine(process.argv");
});

test("a stack trace names file and line of the source", async () => {
  const program = pathToFileURL(compiled("src/contract/campaign.ts")).href;
  const stack = await printed(`
    const { parseCampaign } = await import(${JSON.stringify(program)});
    try { parseCampaign("{"); } catch (error) { console.log(error.stack); }`);
  const source = join(projectRoot, "src", "contract", "campaign.ts");
  expect(lineNamed(stack, source)).toContain("is not JSON");
});
