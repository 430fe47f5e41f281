import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type InstanceLock, takeInstanceLock } from "../../src/platform/instance-lock.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function hold(folder: string): Promise<InstanceLock> {
  const taken = await takeInstanceLock(folder);
  if (taken.outcome === "taken") throw new Error(`taken by ${taken.pid}`);
  return taken.lock;
}

/** A process of its own that tries at once when told, and keeps what it gets. */
async function contender(folder: string): Promise<ChildProcess> {
  const program = join(folder, "contender.mjs");
  await writeFile(
    program,
    `import { takeInstanceLock } from ${JSON.stringify(compiled("src/platform/instance-lock.ts"))};
     process.once("message", async () => process.send(await takeInstanceLock(${JSON.stringify(folder)})));
     process.once("disconnect", () => process.exit());
     process.send("there");`,
  );
  const child = fork(program, { stdio: "inherit" });
  afterwards(() => void child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

async function answer(child: ChildProcess): Promise<{ outcome: string; pid?: number }> {
  const [message] = (await once(child, "message")) as [{ outcome: string; pid?: number }];
  return message;
}

describe("the lock of a data folder", () => {
  test("is held by one; a second is told by whom and where", async () => {
    const folder = await temporaryFolder();
    const lock = await hold(folder);
    expect(await takeInstanceLock(folder)).toMatchObject({ outcome: "taken", address: null });
    lock.announce("http://localhost:3000");
    expect(await takeInstanceLock(folder)).toEqual({
      outcome: "taken",
      pid: process.pid,
      address: "http://localhost:3000",
    });
    lock.release();
    (await hold(folder)).release();
    expect(readdirSync(join(folder, "lock"))).toEqual([]);
  });

  test("of a killed process counts for nothing, whoever has its pid now", async () => {
    const folder = await temporaryFolder();
    const child = await contender(folder);
    child.send("go");
    expect(await answer(child)).toMatchObject({ outcome: "held" });
    expect(await takeInstanceLock(folder)).toMatchObject({ outcome: "taken", pid: child.pid });
    child.kill("SIGKILL");
    await once(child, "exit");
    // The same pid, another process: our own, noted with a start time that isn't ours.
    const stranger = { pid: process.pid, identity: "an earlier one", holds: true, address: null };
    await writeFile(join(folder, "lock", "1-stranger.json"), JSON.stringify(stranger));
    (await hold(folder)).release();
  });

  test("half-written by a killed process is no lock", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "lock"));
    await writeFile(join(folder, "lock", "0-half.json"), '{"pid":');
    (await hold(folder)).release();
    expect(existsSync(folder)).toBe(true);
  });

  test("goes to exactly one of several that start at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const folder = await temporaryFolder();
      const children = await Promise.all([1, 2, 3, 4].map(() => contender(folder)));
      const answers = Promise.all(children.map(answer));
      for (const child of children) child.send("go");
      const outcomes = (await answers).map(({ outcome }) => outcome).toSorted();
      expect(outcomes).toEqual(["held", "taken", "taken", "taken"]);
      for (const child of children) child.disconnect();
    }
  });
});
