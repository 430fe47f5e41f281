import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@temporalio/client";
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
} from "@temporalio/worker";
import type { InjectedSinks } from "@temporalio/worker";
import { compiled } from "../src/platform/project-root.ts";
import { rateOf } from "./rounds.ts";
import type { BenchSinks } from "./raw-workflow.ts";

export const inFlight = 32;

export interface RawTemporal {
  /** StartWorkflow calls a second on a task queue that nobody polls. */
  starts(count: number): Promise<number>;
  /** Empty workflows a second, started eagerly on the worker of the same connection. */
  eagerRuns(count: number): Promise<number>;
  /** From the call that starts one eagerly to its first task, in milliseconds, one at a time. */
  toFirstTask(count: number): Promise<number[]>;
  close(): Promise<void>;
}

/** What the server does without Campanile: the limits of the launch path. */
export async function rawTemporal(address: string): Promise<RawTemporal> {
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger("ERROR") });
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const waiting: (() => void)[] = [];
  const sinks: InjectedSinks<BenchSinks> = {
    bench: { ended: { fn: () => waiting.shift()?.(), callDuringReplay: false } },
  };
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: compiled("bench/raw-workflow.ts"),
    logger: new DefaultLogger("ERROR"),
  });
  const taskQueue = "bench-raw";
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, sinks });
  const running = worker.run();

  const start = (queue: string, requestEagerStart: boolean) =>
    client.workflow.start("empty", {
      workflowId: `bench/${randomUUID()}`,
      taskQueue: queue,
      requestEagerStart,
      workflowIdReusePolicy: "REJECT_DUPLICATE",
    });
  return {
    starts: (count) => rateOf(inFlight, count, () => start("bench-nobody", false)),
    eagerRuns: (count) =>
      rateOf(inFlight, count, async () => {
        // Any run that ends makes room for another: which one it was doesn't matter.
        const ended = new Promise<void>((resolve) => void waiting.push(resolve));
        await start(taskQueue, true);
        await ended;
      }),
    toFirstTask: async (count) => {
      const values: number[] = [];
      for (let number = 0; number < count; number++) {
        const began = performance.now();
        const ended = new Promise<void>((resolve) => void waiting.push(resolve));
        await start(taskQueue, true);
        await ended;
        values.push(performance.now() - began);
        await sleep(100);
      }
      return values;
    },
    close: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
