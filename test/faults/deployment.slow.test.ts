import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { claimDeployment, takeOver } from "../../src/services/deployment/claim.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import type { WorkerSettings } from "../support/worker.ts";
import { workerProcess } from "../support/worker.ts";

async function setUp() {
  const { url, db } = await testDatabase(10);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const settings: WorkerSettings = {
    databaseUrl: url,
    taskQueue: unique("ours"),
    smtpUrl: "smtp://127.0.0.1:9",
  };
  const send = (count: number) =>
    ingest.ingest(
      Array.from({ length: count }, (_, n) =>
        incoming({ email: `${n}@example.com`, keyValue: String(n) }),
      ),
    );
  return { db, settings, send };
}

const completed = async (db: Database) =>
  (await db.query<{ n: number }>("select count(*) as n from runs where status = 'completed'"))[0]
    ?.n ?? 0;

test("a worker with another task queue takes no run along: it says whose they are, and ends", async () => {
  const { db, settings, send } = await setUp();
  await makeWorkflow(db);
  await workerProcess(settings);
  const stranger = { ...settings, taskQueue: unique("theirs") };
  const refused = await workerProcess(stranger).catch((error: unknown) => error as Error);
  const said = refused instanceof Error ? refused.message : "it runs";
  expect(said).toContain("ended with 1");
  expect(said).toContain(`TEMPORAL_TASK_QUEUE=${settings.taskQueue}`);
  expect(said).toContain(`TEMPORAL_TASK_QUEUE=${stranger.taskQueue}`);
  expect(said.trim().split("\n")).toHaveLength(2);

  await send(96);
  await eventually("all runs to be completed", async () => (await completed(db)) === 96);
});

test("runs that wait keep their deployment while none of its workers is there", async () => {
  const { db, settings, send } = await setUp();
  const wait = { id: "wait", kind: "delay", config: { amount: 2, unit: "days" } };
  await makeWorkflow(db, { definition: inARow(wait) });
  const worker = await workerProcess(settings);
  await send(1);
  await eventually("the wait", () => db.query("select 1 from run_steps").then((all) => all.length));
  await worker.stop();
  const own = { namespace: "default", taskQueue: unique("theirs") };
  expect(await claimDeployment(db, own, "somewhere/1")).toEqual({
    outcome: "of others",
    message:
      "this database belongs to the workers with " +
      `TEMPORAL_NAMESPACE=default and TEMPORAL_TASK_QUEUE=${settings.taskQueue} (open runs: 1), and this one has ` +
      `TEMPORAL_NAMESPACE=default and TEMPORAL_TASK_QUEUE=${own.taskQueue}: ` +
      "give it the same names, or a database of its own",
  });
});

test("a deployment under whose names nothing is open can be renamed by starting its workers anew", async () => {
  const { db, settings, send } = await setUp();
  await makeWorkflow(db);
  const worker = await workerProcess(settings);
  await send(1);
  await eventually("the run's end", () => completed(db));
  await worker.stop();
  await workerProcess({ ...settings, taskQueue: unique("renamed") });
  await db.query("delete from runs");
  await send(2);
  await eventually("the runs' end", async () => (await completed(db)) === 2);
});

test("of two with different names that start at once, one is refused", async () => {
  const { db } = await setUp();
  const claims = await Promise.all(
    ["one", "other"].map((taskQueue) =>
      claimDeployment(db, { namespace: "default", taskQueue }, `${taskQueue}/1`),
    ),
  );
  expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual(["of others", "ours"]);
});

test("a worker whose database is handed over to others ends by itself", async () => {
  const { db, settings } = await setUp();
  const worker = await workerProcess(settings);
  await takeOver(db, { namespace: "default", taskQueue: "elsewhere" });
  await eventually("it to say so", () => worker.log().includes("handed over"));
  expect(await worker.stop()).toBe(0);
});
