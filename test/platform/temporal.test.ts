import { type NativeConnection, Worker } from "@temporalio/worker";
import { describe, expect, test } from "vitest";
import type { Plan, RunInput } from "../../src/domain/plan.ts";
import { workflowBundle } from "../../src/worker/workflow-bundle.ts";
import type { run } from "../../src/workflows/run.ts";
import { testTemporal, timeSkippingTemporal, unique } from "../support/temporal.ts";

const days = 24 * 60 * 60_000;
const plan: Plan = {
  first: "wait",
  blocks: {
    wait: { kind: "delay", summary: "Wait", place: "database", next: { next: "end" } },
    end: { kind: "end", summary: "End", place: "database", next: {} },
  },
};

/** A worker whose blocks wait for so long, by the clock of whoever calls. */
function worker(connection: NativeConnection, taskQueue: string, wait: () => Promise<Date>) {
  return workflowBundle().then((bundle) =>
    Worker.create({
      connection,
      taskQueue,
      workflowBundle: bundle,
      activities: {
        performBlock: async () => ({ branch: "next", waitUntil: (await wait()).toISOString() }),
        finishRun: () => Promise.resolve(),
      },
    }),
  );
}

describe("the Temporal of the tests", () => {
  const input = (): [RunInput] => [{ runId: unique("run"), plan }];

  test("carries a run through its bundle", async () => {
    const { native, client } = await testTemporal();
    const taskQueue = unique("queue");
    const running = await worker(native, taskQueue, async () => new Date());
    const start = { workflowId: unique("run"), taskQueue, args: input() };
    const end = await running.runUntil(client.workflow.execute<typeof run>("run", start));
    expect(end).toMatchObject({ status: "completed" });
  });

  test("that skips time lets thirty days pass in seconds", async () => {
    const temporal = await timeSkippingTemporal();
    const taskQueue = unique("queue");
    const before = await temporal.currentTimeMs();
    const until = new Date(before + 30 * days);
    const running = await worker(temporal.nativeConnection, taskQueue, async () => until);
    const start = { workflowId: unique("run"), taskQueue, args: input() };
    await running.runUntil(temporal.client.workflow.execute<typeof run>("run", start));
    expect(await temporal.currentTimeMs()).toBeGreaterThanOrEqual(until.getTime());
  });
});
