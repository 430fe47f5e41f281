import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { LateThread } from "../../src/worker/late-thread.ts";
import { afterwards } from "../support/afterwards.ts";

/** A thread that takes a moment to begin, and answers each request with all that it has got so far. */
const script = `
  const { parentPort } = require("node:worker_threads");
  const got = [];
  let isReady = false;
  parentPort.on("message", async ({ requestId, input }) => {
    if (input.type === "init") setTimeout(() => { isReady = true; }, 50);
    else if (!isReady) throw new Error("it has not begun");
    while (input.type === "init" && !isReady) await new Promise((soon) => setTimeout(soon, 5));
    got.push(input.type + (input.bytes === undefined ? "" : " " + input.bytes.byteLength));
    const result = input.fails
      ? { type: "error", name: "Error", message: "no bundle" }
      : { type: "ok", output: [...got] };
    if (input.type === "exit") process.exit(7);
    parentPort.postMessage({ requestId, result });
  });`;

function lateThread() {
  let made = 0;
  const thread = new LateThread(() => {
    made++;
    return new Worker(script, { eval: true });
  });
  afterwards(() => thread.terminate());
  let requestId = 0n;
  const ask = async (
    input: { type: string; [more: string]: unknown },
    transferred: ArrayBuffer[] = [],
  ) => {
    const answered = once(thread, "message");
    thread.postMessage({ requestId: requestId++, input }, transferred);
    const [answer] = (await answered) as [{ requestId: bigint; result: { output?: string[] } }];
    return answer.result.output;
  };
  return { thread, ask, count: () => made };
}

test("it starts with the first workflow, which it gets behind what it was to begin with", async () => {
  const { ask, count } = lateThread();
  expect(await ask({ type: "init" })).toBeUndefined();
  expect(count()).toBe(0);
  expect(await ask({ type: "create-workflow" })).toEqual(["init", "create-workflow"]);
  const bytes = new Uint8Array(5);
  const answer = await ask({ type: "activate-workflow", bytes }, [bytes.buffer]);
  expect(answer?.at(-1)).toBe("activate-workflow 5");
  expect(bytes.byteLength).toBe(0);
  expect(await ask({ type: "destroy" })).toContain("destroy");
  expect(count()).toBe(1);
});

test("one that no workflow came to is ended without having been started", async () => {
  const { thread, ask, count } = lateThread();
  await ask({ type: "init" });
  await ask({ type: "destroy" });
  const exited = once(thread, "exit");
  expect(await thread.terminate()).toBe(1);
  expect(await exited).toEqual([1]);
  expect(count()).toBe(0);
});

test("that it can't begin, or ends by itself, is told as of any thread", async () => {
  const failing = lateThread();
  await failing.ask({ type: "init", fails: true });
  const failed = new Promise((resolve) => failing.thread.on("exit", resolve));
  const error = new Promise((resolve) => failing.thread.on("error", resolve));
  failing.thread.postMessage({ requestId: 9n, input: { type: "create-workflow" } });
  expect(await error).toMatchObject({ message: "no bundle" });
  await failed;

  const ending = lateThread();
  await ending.ask({ type: "init" });
  const ended = once(ending.thread, "exit");
  ending.thread.postMessage({ requestId: 9n, input: { type: "exit" } });
  expect(await ended).toEqual([7]);
});
