import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { startCampanile } from "../support/campanile.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";
import type { CodeBlock } from "./markdown.ts";
import { codeBlocks } from "./markdown.ts";

const run = promisify(execFile);

interface Step {
  code: string;
  answer: string | undefined;
}

let at: { url: string; key: string };
beforeAll(async () => {
  const campanile = startCampanile(await temporaryFolder());
  await campanile.isUp();
  const { url, key = "" } = campanile.facts();
  at = { url, key };
});

describe.each(["README.md", "docs/tutorial.md"])("%s", (page) => {
  const steps = stepsOf(codeBlocks(page));

  test("shows answers of what it has one type", () => {
    expect(steps.filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(0);
  });

  test("each command in a shell does what the page shows, in its order", async () => {
    const shell = await shellIn(await temporaryFolder());
    for (const { code, answer } of steps) {
      if (answer === undefined) await shell(code);
      else await shows(shell, code, JSON.parse(answer));
    }
  });
});

/** Commands with the answers below them; `npm start` is what this test has done, as a reader would. */
function stepsOf(blocks: CodeBlock[]): Step[] {
  return blocks.flatMap(({ language, code }, index) => {
    if (language !== "sh" || code.startsWith("npm ")) return [];
    const next = blocks[index + 1];
    return [{ code, answer: next?.language === "json" ? next.code : undefined }];
  });
}

/** Commands in one shell after the other: each finds the variables and functions of those before. */
async function shellIn(cwd: string): Promise<(code: string) => Promise<string>> {
  const env = { PATH: process.env["PATH"], KEY: at.key };
  const names = new Set<string>();
  await writeFile(join(cwd, "state"), "");
  return async (code) => {
    const own = code.replaceAll("http://localhost:3000", at.url).replace(/^KEY=cmp_….*$/m, "");
    for (const [, name = ""] of own.matchAll(/^([A-Z]+)=/gm)) names.add(name);
    const kept = `{ declare -f; declare -p ${[...names].join(" ")}; } > state`;
    const script = ["set -e -o pipefail", ". ./state", own, kept].join("\n");
    const { stdout } = await run("bash", ["-c", script], { cwd, env });
    return stdout;
  };
}

/** A question is asked until its answer has come; what changes something is sent once. */
async function shows(
  shell: (code: string) => Promise<string>,
  code: string,
  answer: unknown,
): Promise<void> {
  const ask = async (): Promise<unknown> => withoutChance(JSON.parse(await shell(code)));
  if (code.includes("-X POST")) {
    expect(await ask()).toMatchObject(withoutChance(answer));
    return;
  }
  await eventually("the answer that the page shows", async () => {
    expect(await ask()).toMatchObject(withoutChance(answer));
    return true;
  });
}

/** Ids and times are of the day on which the page was written. */
function withoutChance<Value>(value: Value): Value & object {
  const text = JSON.stringify(value)
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "an id")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "an instant");
  return JSON.parse(text) as Value & object;
}
