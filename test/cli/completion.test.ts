import { execFile, execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { bashCompletion } from "../../src/cli/completion/bash.ts";
import { fishCompletion } from "../../src/cli/completion/fish.ts";
import { placesOf } from "../../src/cli/completion/tree.ts";
import { zshCompletion } from "../../src/cli/completion/zsh.ts";
import { campanileProgram } from "../../src/cli/program.ts";
import { campanileHere } from "../support/campanile-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const places = placesOf(campanileProgram("1.2.3"));

const isThere = (shell: string): boolean => {
  try {
    execFileSync(shell, ["-c", "exit 0"]);
    return true;
  } catch {
    return false;
  }
};

/** What bash would offer behind these words, by its own completion. */
async function inBash(...words: string[]): Promise<string[]> {
  const script = `${bashCompletion(places)}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _campanile "$1" "\${@: -1}" 2>/dev/null
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run("bash", ["--norc", "-c", script, "bash", ...words]);
  return stdout.split("\n").filter((word) => word !== "");
}

/** What the shell offers when somebody types this and presses Tab twice. */
async function inFish(line: string): Promise<string[]> {
  const script = `${fishCompletion(places)}\ncomplete -C ${JSON.stringify(line)}`;
  const { stdout } = await run("fish", ["--no-config", "-c", script]);
  return stdout.split("\n").flatMap((word) => (word === "" ? [] : (word.split("\t")[0] ?? [])));
}

test("the command prints the script, for each shell", async () => {
  const { stdout, code } = await campanileHere({}, ["completion", "bash"]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: bashCompletion(places) });
  expect((await campanileHere({}, ["completion", "tcsh"])).stderr).toContain("bash, zsh, fish");
});

describe("in bash", () => {
  test("commands, their aliases, options and the values of these are completed", async () => {
    expect(await inBash("campanile", "ke")).toEqual(["keys"]);
    expect(await inBash("campanile", "")).toEqual(
      expect.arrayContaining(["doctor", "keys", "people", "load", "export", "replay", "runs"]),
    );
    expect(await inBash("campanile", "keys", "r")).toEqual(["roll", "revoke"]);
    expect(await inBash("campanile", "api-key", "c")).toEqual(["create"]);
    expect(await inBash("campanile", "--json", "runs", "pau")).toEqual(["pause"]);
    expect(await inBash("campanile", "runs", "pause", "--dry")).toEqual(["--dry-run"]);
    expect(await inBash("campanile", "people", "add", "--role", "")).toEqual([
      "owner",
      "editor",
      "viewer",
    ]);
    expect(await inBash("campanile", "completion", "z")).toEqual(["zsh"]);
  });

  test("what stands in the line is not run", async () => {
    const file = join(await temporaryFolder(), "made");
    await inBash("campanile", "load", `$(touch ${file})`);
    await inBash("campanile", `\`touch ${file}\``, "");
    await expect(run("test", ["-e", file])).rejects.toMatchObject({ code: 1 });
  });

  test("complete finds the function by the command's name", async () => {
    const { stdout } = await run("bash", [
      "--norc",
      "-c",
      `${bashCompletion(places)}\ncomplete -p campanile`,
    ]);
    expect(stdout).toBe("complete -o default -F _campanile campanile\n");
  });
});

test.skipIf(!isThere("zsh"))(
  "zsh can read its script, as a file of fpath and by source",
  async () => {
    const file = join(await temporaryFolder(), "_campanile");
    await writeFile(file, zshCompletion(places));
    await run("zsh", ["-f", "-n", file]);
    const script = `autoload -U compinit; compinit -D; source ${file}; print $_comps[campanile]`;
    expect((await run("zsh", ["-f", "-c", script])).stdout).toBe("_campanile\n");
  },
);

test.skipIf(!isThere("fish"))("fish offers commands, options and values", async () => {
  expect(await inFish("campanile ke")).toEqual(["keys"]);
  expect(await inFish("campanile keys r")).toEqual(expect.arrayContaining(["roll", "revoke"]));
  expect(await inFish("campanile people add --role ")).toEqual(
    expect.arrayContaining(["owner", "editor", "viewer"]),
  );
  expect(await inFish("campanile runs pause --dry")).toEqual(["--dry-run"]);
});
