import { fork } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Out = "pipe" | number;

/** A process with a log of ours on standard output, that does `work` once it is told to. */
async function logging(work: string, out: Out) {
  const file = join(await temporaryFolder(), "program.mjs");
  const module = compiled("src/platform/logging/process-log.ts");
  await writeFile(
    file,
    `import { processLog } from ${JSON.stringify(module)};
     const { log, state } = processLog("program", "info");
     const pad = "x".repeat(1000);
     process.once("message", async () => { ${work} });
     process.send("up");`,
  );
  const child = fork(file, [], { stdio: ["ignore", out, "pipe", "ipc"], execArgv: [] });
  const exited = once(child, "exit");
  afterwards(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  await once(child, "message");
  return {
    child,
    exited,
    /** What it answers to being told. */
    told: async () => {
      const answer = once(child, "message");
      child.send("go");
      return (await answer)[0] as { ok: boolean; dropped: number };
    },
  };
}

function parsed(lines: string): Record<string, unknown>[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const many = 4_000;
const writeMany = `for (let i = 0; i < ${many}; i++) log.info({ pad }, "line"); process.send(state());`;

describe("a log never stops its process", () => {
  test("nobody reads the pipe: lines are dropped and counted, and the count is told when somebody does", async () => {
    const work = `${writeMany} process.once("message", () => process.exit(0));`;
    const { child, told, exited } = await logging(work, "pipe");
    const { ok, dropped } = await told();
    expect([ok, dropped > 1_000]).toEqual([false, true]);
    const { stdout } = child;
    if (stdout === null) throw new Error("it has a pipe");
    const all = text(stdout);
    await waitForNotice(stdout);
    child.send("end");
    await exited;
    const lines = parsed(await all);
    const notice = lines.find((line) => line["dropped"] !== undefined);
    expect(notice).toMatchObject({ level: 40, dropped, reason: "EAGAIN" });
    expect(lines).toHaveLength(many - dropped + 1);
  });

  test("the reader has gone: it goes on without a log", async () => {
    const { child, told } = await logging(writeMany, "pipe");
    child.stdout?.destroy();
    expect(await told()).toMatchObject({ ok: false });
  });

  test("the disk is full: it goes on, and says that it can't log", async () => {
    const { told } = await logging(writeMany, openSync("/dev/full", "w"));
    const { ok, dropped } = await told();
    expect([ok, dropped > 1_000]).toEqual([false, true]);
  });
});

async function waitForNotice(stdout: NodeJS.ReadableStream): Promise<void> {
  for await (const chunk of on(stdout)) if (chunk.includes('"dropped"')) return;
}

async function* on(stdout: NodeJS.ReadableStream): AsyncGenerator<string> {
  for (;;) yield String(((await once(stdout, "data")) as [Buffer])[0]);
}

test("what libraries print, Node warns about and nobody catches is one JSON object a line", async () => {
  const out = join(await temporaryFolder(), "program.log");
  const { child, exited } = await logging(
    `console.log("one\\ntwo", { a: 1 });
     console.error("bad");
     const { Worker } = await import("node:worker_threads");
     const thread = new Worker("console.log('from a thread')", { eval: true });
     await new Promise((resolve) => thread.on("exit", () => setTimeout(resolve, 20)));
     process.emitWarning("old thing", "DeprecationWarning");
     setTimeout(() => { Promise.reject(new Error("forgotten")); }, 50);`,
    openSync(out, "a"),
  );
  child.send("go");
  expect(await exited).toEqual([1, null]);
  const lines = parsed(readFileSync(out, "utf8"));
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [30, "one\ntwo { a: 1 }"],
    [40, "bad"],
    [30, "from a thread"],
    [40, "old thing"],
    [60, "an error that nobody caught ends this process"],
  ]);
  expect(lines.at(-1)).toMatchObject({ err: { message: "forgotten" } });
  if (child.stderr !== null) expect(await text(child.stderr)).toBe("");
});
