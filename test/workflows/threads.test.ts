import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { compiled } from "../../src/platform/project-root.ts";
import { inARow } from "../support/definitions.ts";
import { realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";

test("a worker's runs are in threads without what the SDK does beside: no promise has its stack kept", async () => {
  const { make, temporal, db } = await realRuns("threads");
  const workflow = await make(
    inARow({ id: "wait", kind: "delay", config: { amount: 1, unit: "days" } }),
  );
  const [id = ""] = await workflow.launch({ email: "ada@example.com" });
  const temporalId = await eventually("the run to wait", async () => {
    const [run] = await db.query<{ id: string }>(
      "select temporal_id as id from runs join run_steps s on s.run_id = runs.id where runs.id = $1",
      [id],
    );
    return run?.id;
  });
  const stack = temporal.client.workflow.getHandle(temporalId).query("__stack_trace");
  await expect(stack).rejects.toThrow("stack traces are not enabled");
});

test("calls into the sandbox have no time limit, which costs a thread of the system each", async () => {
  const hook = pathToFileURL(compiled("src/worker/workflow-thread.ts")).href;
  const thread = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
     const { ReusableVMWorkflowCreator } = require("@temporalio/worker/lib/workflow/reusable-vm");
     const bundle = {
       code: "globalThis.__webpack_module_cache__; var __TEMPORAL__ = {};",
       filename: "/bundle.js",
       sourceMap: { version: 3, sources: [], names: [], mappings: "" },
     };
     const made = import(workerData).then(() =>
       ReusableVMWorkflowCreator.create(bundle, 5_000, new Set()),
     );
     made.then(
       (creator) => parentPort.postMessage({ limit: creator.isolateExecutionTimeoutMs }),
       (error) => parentPort.postMessage({ error: String(error) }),
     );`,
    { eval: true, workerData: hook },
  );
  const [said] = (await once(thread, "message")) as [unknown];
  await thread.terminate();
  expect(said).toEqual({ limit: undefined });
});
