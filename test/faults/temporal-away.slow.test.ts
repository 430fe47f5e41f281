import { expect, test } from "vitest";
import { Client, Connection } from "@temporalio/client";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { ownTemporal } from "../support/own-temporal.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

test("Temporal restarted in the middle of a burst: every event's run ends, once, with one mail", async () => {
  const temporal = await ownTemporal();
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello", { transactional: true })) });
  await workerHere({
    databaseUrl: url,
    taskQueue: unique("away"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  });
  const ingest = createIngest(db);
  const people = Array.from({ length: 60 }, (_, n) =>
    incoming({ email: `${n}@example.com`, keyValue: String(n) }),
  );
  await ingest.ingest(people.slice(0, 30));
  await eventually("some mail", () => mail.received.length > 3);
  await temporal.kill();
  // Accepted while Temporal is away, and answered at once.
  const results = await ingest.ingest(people.slice(30));
  expect(
    results.every(
      (result) => result.outcome === "accepted" && result.decisions[0]?.outcome === "launched",
    ),
  ).toBe(true);
  await temporal.startAgain();
  await eventually("all runs to be completed", async () => {
    const [row] = await db.query<{ n: number }>(
      "select count(*) as n from runs where status = 'completed'",
    );
    return row?.n === people.length;
  });
  const [sent] = await db.query(
    "select count(*) as n, count(distinct contact_id) as people from messages where state = 'sent'",
  );
  expect(sent).toEqual({ n: people.length, people: people.length });
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(people.length);
});

test("a run whose history was deleted from Temporal is not launched again under once", async () => {
  const temporal = await ownTemporal();
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Once")),
    bindings: [{ ...startOnOrder, frequency: { kind: "once" } }],
  });
  await workerHere({
    databaseUrl: url,
    taskQueue: unique("gone"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  });
  const ingest = createIngest(db);
  await ingest.ingest([incoming()]);
  const run = await eventually("the run's end", async () => {
    const [row] = await db.query<{ temporal_id: string; status: string }>("select * from runs");
    return row?.status === "completed" && row;
  });
  const connection = await Connection.connect({ address: temporal.address });
  afterwards(() => connection.close());
  const client = new Client({ connection });
  await eventually(
    "Temporal's end of it",
    async () =>
      (await client.workflow.getHandle(run.temporal_id).describe()).status.name === "COMPLETED",
  );
  await connection.workflowService.deleteWorkflowExecution({
    namespace: "default",
    workflowExecution: { workflowId: run.temporal_id },
  });
  await eventually("Temporal to have forgotten", () =>
    client.workflow
      .getHandle(run.temporal_id)
      .describe()
      .then(
        () => false,
        () => true,
      ),
  );

  const [again] = await ingest.ingest([incoming({ keyValue: "another" })]);
  expect(again?.outcome === "accepted" && again.decisions[0]?.outcome).toBe("suppressed");
  const all = await db.query("select 1 from runs");
  expect(all).toHaveLength(1);
  expect(mail.received).toHaveLength(1);
});

test("a started run that Temporal has lost is started again, and does nothing twice", async () => {
  const temporal = await ownTemporal();
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  await makeWorkflow(db, {
    definition: inARow(email("mail", "First"), {
      id: "wait",
      kind: "delay",
      config: { amount: 2, unit: "days" },
    }),
  });
  await workerHere({
    databaseUrl: url,
    taskQueue: unique("lost"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  });
  const ingest = createIngest(db);
  await ingest.ingest([incoming()]);
  const run = await eventually("the waiting run", async () => {
    const [row] = await db.query<{ id: string; temporal_id: string; until: Date }>(
      "select r.id, r.temporal_id, s.until from runs r join run_steps s on s.run_id = r.id where s.kind = 'delay' and r.status = 'running'",
    );
    return row;
  });
  const connection = await Connection.connect({ address: temporal.address });
  afterwards(() => connection.close());
  const client = new Client({ connection });
  const handle = client.workflow.getHandle(run.temporal_id);
  // Deleting a running one is what losing its last moments comes to.
  await connection.workflowService.deleteWorkflowExecution({
    namespace: "default",
    workflowExecution: { workflowId: run.temporal_id },
  });
  await eventually("Temporal to have forgotten", () =>
    handle.describe().then(
      () => false,
      () => true,
    ),
  );
  const { reconcile } = await import("../../src/dispatch/reconcile.ts");
  const result = await reconcile(db, client, [
    { id: run.id, temporalId: run.temporal_id, retries: 0 },
  ]);
  expect(result.putBack).toBe(1);
  await eventually("the run to wait again", async () => {
    const { raw } = await handle.describe();
    return (raw.workflowExecutionInfo?.historyLength?.toNumber() ?? 0) > 5;
  });
  const steps = await db.query<{ until: Date | null }>(
    "select until from run_steps order by position",
  );
  expect(steps.map(({ until }) => until)).toEqual([null, run.until]);
  expect(mail.received).toHaveLength(1);
});
