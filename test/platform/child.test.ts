import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { processIdentity } from "../../src/platform/process-identity.ts";
import { type Child, startChild } from "../../src/platform/supervisor/child.ts";
import { afterwards } from "../support/afterwards.ts";
import { entriesOf } from "../support/log-entries.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const ready = `
  process.send({ ready: true });
  process.on("SIGTERM", () => process.exit(0));
  setInterval(() => undefined, 1000);`;

async function start(
  program: string,
  lines: string[] = [],
): Promise<{ child: Child; pidFile: string; lines: string[] }> {
  const folder = await temporaryFolder();
  const file = join(folder, "child.mjs");
  await writeFile(file, program);
  const pidFile = join(folder, "child.pid");
  const child = await startChild({
    name: "child",
    program: file,
    env: process.env,
    logFile: join(folder, "logs", "child.log"),
    pidFile,
    report: (line) => void lines.push(line),
    signal: new AbortController().signal,
  });
  afterwards(() => child.stop(0, AbortSignal.abort()));
  return { child, pidFile, lines };
}

async function pidIn(file: string): Promise<number> {
  return (JSON.parse(await readFile(file, "utf8")) as { pid: number }).pid;
}

describe("a child process", () => {
  test("that dies is started again, and the terminal says so", async () => {
    const { pidFile, lines } = await start(ready);
    const before = await pidIn(pidFile);
    process.kill(before, "SIGKILL");
    const after = await eventually("another process", async () => {
      const pid = await pidIn(pidFile);
      return pid !== before && pid;
    });
    expect(processIdentity(after)).toBeDefined();
    expect(lines).toContain("child ended (SIGKILL); starting it again");
  });

  test("is kept running when somebody removes its log", async () => {
    const { pidFile } = await start(ready);
    const before = await pidIn(pidFile);
    await rm(join(dirname(pidFile), "logs", "child.log"));
    process.kill(before, "SIGKILL");
    await eventually("another process", async () => (await pidIn(pidFile)) !== before);
  });

  test("is started and kept running where its log and pid file can't be written", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "child.mjs"), ready);
    // In place of the folder, so that it holds for root as well.
    await writeFile(join(folder, "closed"), "");
    const lines: string[] = [];
    const child = await startChild({
      name: "child",
      program: join(folder, "child.mjs"),
      env: process.env,
      logFile: join(folder, "closed", "child.log"),
      pidFile: join(folder, "closed", "child.pid"),
      report: (line) => void lines.push(line),
      signal: new AbortController().signal,
    });
    await child.stop(5_000, new AbortController().signal);
    expect(lines.join("\n")).toMatch(
      /child\.log can't be written.*\n.*child\.pid can't be written/,
    );
  });

  test("whose first start fails is an error, and its last words are shown", async () => {
    const lines: string[] = [];
    const failing = start(`console.error("no such table"); process.exit(4);`, lines);
    await expect(failing).rejects.toThrow(/child did not start \(exit code 4\)/);
    expect(lines).toEqual(["child: error: no such table"]);
  });

  test("has a log of one JSON object a line, what crashes past it included", async () => {
    const { pidFile, lines } = await start(`
      import { writeSync } from "node:fs";
      console.log(${JSON.stringify(JSON.stringify({ level: 30, msg: "its own" }))});
      writeSync(2, "thread 'core' panicked at core.rs:997:33:\\nreceive half not dropped\\n");
      ${ready}`);
    const said = "child: error: receive half not dropped";
    await eventually("its words on the terminal", () => lines.includes(said));
    const log = await readFile(join(dirname(pidFile), "logs", "child.log"), "utf8");
    expect(entriesOf(log).map(({ level, msg }) => [level, msg])).toEqual([
      [30, "its own"],
      [50, "thread 'core' panicked at core.rs:997:33:"],
      [50, "receive half not dropped"],
    ]);
  });

  test("shows warnings on the terminal and keeps the rest in its log", async () => {
    const entry = (level: number, msg: string): string => JSON.stringify({ level, msg });
    const { lines } = await start(`
      console.log(${JSON.stringify(entry(30, "quiet"))});
      console.log(${JSON.stringify(entry(40, "look here"))});
      ${ready}`);
    await eventually("the warning", () => lines.includes("child: warning: look here"));
    expect(lines.join()).not.toContain("quiet");
  });

  test("that doesn't drain in time is killed, at once when there is a hurry", async () => {
    const deaf = `process.on("SIGTERM", () => undefined); process.send({ ready: true });
      setInterval(() => undefined, 1000);`;
    for (const stop of [
      (child: Child) => child.stop(200, new AbortController().signal),
      (child: Child) => child.stop(60_000, AbortSignal.abort()),
    ]) {
      const { child, pidFile } = await start(deaf);
      const pid = await pidIn(pidFile);
      await stop(child);
      expect(processIdentity(pid)).toBeUndefined();
    }
  });
});
