import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { anyPorts, factsOf, fireSample } from "../support/campanile.ts";
import {
  copyProject,
  giveTo,
  openFolder,
  pressCtrlC,
  runCommand,
  type CommandOptions,
} from "../support/project-copy.ts";
import { eventually } from "../support/wait.ts";

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const { PATH = "/usr/bin:/bin" } = process.env;

interface Place {
  cwd: string;
  uid?: number | undefined;
  path?: string | undefined;
  /** What the commands are run under. */
  under?: string[];
}

/** Both commands of README, as they are typed; `npm test` with one quick file that needs both servers. */
async function bothCommandsWork({ cwd, uid, path = PATH, under = [] }: Place): Promise<void> {
  const home = join(openFolder(), "home");
  mkdirSync(home);
  if (uid !== undefined) giveTo(uid, home);
  const env = { PATH: path, HOME: home, ...anyPorts };
  const options: CommandOptions = { cwd, uid, env };

  const tests = runCommand([...under, "npm", "test", "--", "test/db/migrations.test.ts"], options);
  expect(await tests.ended, tests.output()).toBe(0);
  expect(tests.output()).toMatch(/^[1-9]\d* passed, 0 failed$/m);

  const started = runCommand([...under, "npm", "start"], options);
  await eventually(
    "the banner",
    () => started.process.exitCode !== null || started.output().includes("curl -X POST"),
  );
  const shown = started.output();
  expect(shown).toContain("curl -X POST");
  const { url, key = "" } = factsOf(shown);
  expect(await fireSample(url, key)).toBe(200);
  pressCtrlC(started.process);
  await started.ended;
  expect(started.output()).toContain("Campanile has stopped.");
}

/** Every program that is on the PATH but one. */
function pathWithout(program: string): string {
  const folder = join(openFolder(), "bin");
  mkdirSync(folder);
  const names = new Set([program]);
  for (const from of PATH.split(":")) {
    for (const name of safely(() => readdirSync(from)) ?? []) {
      if (names.has(name)) continue;
      names.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}

function safely<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/** Where the one copy of the project lies: to copy it for each place took longer than the commands. */
let above = "";
let clone = "";

/** A clone in a folder of the given mode; without what earlier commands made in it, but for builds. */
function cloneIn(mode: number, { name = "campanile", owner = 0 } = {}): string {
  const folder = join(above, name);
  if (folder !== clone) renameSync(clone, folder);
  clone = folder;
  rmSync(join(folder, ".campanile"), { recursive: true, force: true });
  giveTo(owner, folder);
  chmodSync(above, mode);
  return folder;
}

describe.runIf(isRoot)("npm start and npm test work", () => {
  beforeAll(() => {
    above = join(openFolder(), "above");
    mkdirSync(above);
    clone = join(above, "campanile");
    copyProject(clone);
  });

  test("for root in a folder of mode 0700", async () => {
    await bothCommandsWork({ cwd: cloneIn(0o700) });
  });

  test("for root in a folder of mode 0755, under a path with spaces", async () => {
    await bothCommandsWork({ cwd: cloneIn(0o755, { name: "a path with späces" }) });
  });

  test("for an ordinary user", async () => {
    await bothCommandsWork({ cwd: cloneIn(0o755, { owner: nobody }), uid: nobody });
  });

  // All of its packages are copied to the user's home, and removed afterwards.
  test("for an ordinary user in a folder of root's that they can only read", async () => {
    await bothCommandsWork({ cwd: cloneIn(0o755), uid: nobody });
  });

  test("for root on a machine without setpriv, in a folder of mode 0700 and of mode 0755", async () => {
    const path = pathWithout("setpriv");
    await bothCommandsWork({ cwd: cloneIn(0o700), path });
    await bothCommandsWork({ cwd: cloneIn(0o755), path });
  });

  test("inside a user namespace that maps root alone", async () => {
    await bothCommandsWork({ cwd: cloneIn(0o700), under: ["unshare", "-r"] });
  });

  test("inside an ordinary user's namespace, as in a rootless container", async () => {
    const cwd = cloneIn(0o755, { owner: nobody });
    await bothCommandsWork({ cwd, uid: nobody, under: ["unshare", "-r"] });
  });
});
