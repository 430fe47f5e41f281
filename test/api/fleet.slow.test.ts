import { expect, test } from "vitest";
import type { WorkersAnswer } from "../../src/contract/api/workers.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { besideOthers } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

/** An API and a worker in processes of their own, and what the API says of both. */
async function fleet(env: Record<string, string> = {}) {
  const { db, url: databaseUrl } = await testDatabase();
  const { key } = await createApiKey(
    contextOf(db),
    { name: "test", scopes: ["admin"] },
    { scopes: ["admin"] },
  );
  const api = await apiProcess({ DATABASE_URL: databaseUrl, ...env });
  const taskQueue = unique("fleet");
  const worker = await workerProcess({ databaseUrl, taskQueue, smtpUrl: "smtp://127.0.0.1:9" });
  const ask = async (): Promise<WorkersAnswer> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${api.url}/api/v1/workers`, { headers });
    expect(answer.status).toBe(200);
    return (await answer.json()) as WorkersAnswer;
  };
  return { db, api, worker, taskQueue, ask };
}

test.concurrent(
  "each worker and each API says where it runs, what it runs and what it has in hand",
  besideOthers(async () => {
    const { api, worker, taskQueue, ask } = await fleet();
    const { workers, apis } = await eventually("both", async () => {
      const answer = await ask();
      const [one] = answer.workers;
      // The channels' workers start after it has said that it is there.
      const isWhole = one?.standing?.queues.some(
        (queue) => queue.taskQueue === `${taskQueue}-email`,
      );
      return answer.apis.length === 1 && isWhole === true && answer;
    });
    expect(apis[0]).toMatchObject({
      version: "0.1.0",
      build: expect.stringMatching(/^campanile-\d+$/) as string,
      alive: true,
      standing: { pid: api.child.pid, draining: false, rendering: { quick: { waiting: 0 } } },
    });
    expect(workers[0]).toMatchObject({
      alive: true,
      standing: { pid: worker.pid, draining: false },
    });
    const queues = new Map(workers[0]?.standing?.queues.map((queue) => [queue.taskQueue, queue]));
    expect([...queues.keys()].toSorted()).toEqual(
      [
        taskQueue,
        ...["bulk", "email", "fan-out", "inApp", "webhook"].map((end) => `${taskQueue}-${end}`),
      ].toSorted(),
    );
    expect(queues.get(taskQueue)).toMatchObject({
      cachedRuns: { used: 0, most: 400 },
      localActivities: { used: 0, most: 50 },
      workflowTasks: { most: 40 },
    });
    expect(queues.get(`${taskQueue}-webhook`)).toMatchObject({
      cachedRuns: null,
      activities: { used: 0, most: 20 },
    });
  }),
);

test.concurrent(
  "one that is asked to end is told to be ending, and is gone from the list when it has",
  besideOthers(async () => {
    const { db, api, worker } = await fleet({ SHUTDOWN_DELAY: "3" });
    const draining = (table: "apis" | "workers") =>
      eventually(`an ending row in ${table}`, async () => {
        const rows = await db.query<{ draining: boolean }>(
          `select (standing->>'draining')::bool as draining from ${table}`,
        );
        return rows.length === 1 && rows[0]?.draining === true;
      });
    const gone = async (table: "apis" | "workers") =>
      (await db.query(`select 1 from ${table}`)).length === 0;
    await eventually("the API's sign of life", async () => !(await gone("apis")));
    api.child.kill("SIGTERM");
    await draining("apis");
    await api.exited;
    expect(await gone("apis")).toBe(true);
    await worker.stop();
    expect(await gone("workers")).toBe(true);
  }),
);

test.concurrent(
  "one that was killed is told to be silent, by Postgres' clock",
  besideOthers(async () => {
    const { db, api, worker, ask } = await fleet();
    await eventually(
      "the worker's standing",
      async () => (await ask()).workers[0]?.standing != null,
    );
    await worker.kill();
    await db.query("update workers set seen_at = seen_at - interval '30 seconds'");
    const { workers } = await ask();
    expect(workers[0]).toMatchObject({ alive: false, standing: { pid: worker.pid } });
    expect(api.child.exitCode).toBeNull();
  }),
);

test.concurrent(
  "a worker of a release before says nothing of what it has in hand, and is listed all the same",
  besideOthers(async () => {
    const { db, ask } = await fleet();
    await db.query("insert into workers (id) values ('old')");
    const { workers } = await ask();
    expect(workers.find(({ identity }) => identity === "old")).toMatchObject({ standing: null });
  }),
);
