import { contextOf } from "../support/context.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";
import type { TestTemporal } from "../support/temporal.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

interface Run {
  id: string;
  status: string;
  temporal_id: string;
  stop_event_id: string | null;
  error: { message: string; block?: string } | null;
}

let db: Database;
let mail: TestMailServer;
let temporal: TestTemporal;
let ingest: ReturnType<typeof createIngest>;

beforeEach(async () => {
  const database = await testDatabase(10);
  db = database.db;
  mail = await testMailServer();
  temporal = await testTemporal();
  ingest = createIngest(db);
  await workerHere({ databaseUrl: database.url, taskQueue: unique("runs"), smtpUrl: mail.url });
});
afterEach(() => ingest.close());

const runs = () => db.query<Run>("select * from runs order by id");

async function ended(count = 1): Promise<Run[]> {
  return eventually(`${count} ended runs`, async () => {
    const all = await runs();
    return (
      all.filter(({ status }) => !["pending", "running"].includes(status)).length === count && all
    );
  });
}

test("a run goes its way: order, segment, condition, mail with the order's details", async () => {
  await db.query(
    `insert into orders (id, external_id, status, total_cost, currency, ordered_at, items)
     values (gen_random_uuid(), 'A-1', 'DELIVERED', 42.5, 'EUR', now(), '[{"name": "Mug", "quantity": 2}]')`,
  );
  const html =
    "<p>{{ order.externalId }}: {{ order.totalCost }} {{ order.currency }}</p>" +
    "{% for item in order.items %}<li>{{ item.quantity }} × {{ item.name }}</li>{% endfor %}" +
    '<a href="https://example.com/more?a=1&b=2" data-name="more">Learn more</a> {{ event.params.note }}';
  await makeWorkflow(db, {
    definition: inARow(
      { id: "order", kind: "getOrder" },
      { id: "segment", kind: "addToSegment", config: { segment: "Buyers" } },
      {
        id: "check",
        kind: "condition",
        config: {
          rule: {
            and: [
              { ">": [{ var: "order.totalCost" }, 40] },
              { in: ["Buyers", { var: "contact.segments" }] },
            ],
          },
        },
      },
      email("mail", "Order {{ order.externalId }}", { html }),
    ),
  });
  await ingest.ingest([incoming({ params: { orderId: "A-1", note: "<b>&</b>" } })]);
  const [run] = await ended();
  expect(run?.status).toBe("completed");
  const [received] = mail.received;
  expect(received?.subject).toBe("Order A-1");
  expect(received?.html).toContain("A-1: 42.5 EUR");
  expect(received?.html).toContain("2 × Mug");
  // What an event says is text, never markup.
  expect(received?.html).toContain("&lt;b&gt;&amp;&lt;/b&gt;");
  expect(received?.html).toMatch(
    /href="http:\/\/localhost:3000\/c\/[\w-]+\?u=https%3A%2F%2Fexample.com%2Fmore%3Fa%3D1%26b%3D2"/,
  );
  const steps = await db.query("select block_id, kind, branch from run_steps order by position");
  expect(steps).toEqual([
    { block_id: "order", kind: "getOrder", branch: "found" },
    { block_id: "segment", kind: "addToSegment", branch: "next" },
    { block_id: "check", kind: "condition", branch: "yes" },
    { block_id: "mail", kind: "sendEmail", branch: "next" },
    { block_id: "end", kind: "end", branch: "" },
  ]);
  const members = await db.query("select 1 from segment_members");
  expect(members).toHaveLength(1);
});

test("in Temporal a run can be read: summaries, search attributes, and nothing about the person", async () => {
  await makeWorkflow(db, {
    name: "Offer after delivery",
    definition: inARow(
      { id: "wait", kind: "delay", config: { amount: 30, unit: "days" } },
      email("mail", "Hello"),
    ),
  });
  await ingest.ingest([incoming({ params: { secret: "s3cr3t-param" } })]);
  const run = await eventually("a waiting run", async () => {
    const [row] = await db.query<{ temporal_id: string; contact_id: string }>(
      "select r.* from runs r join run_steps s on s.run_id = r.id where r.status = 'running' and s.kind = 'delay'",
    );
    return row;
  });
  const handle = temporal.client.workflow.getHandle(run.temporal_id);
  const { typedSearchAttributes } = await handle.describe();
  expect(JSON.stringify(typedSearchAttributes)).toContain(run.contact_id);
  const history = await eventually("the timer", async () => {
    const events = JSON.stringify(await handle.fetchHistory());
    return events.includes("EVENT_TYPE_TIMER_STARTED") && events;
  });
  const texts = JSON.stringify(
    history
      .match(/"data":"[^"]+"/g)
      ?.map((data) => Buffer.from(data.slice(8, -1), "base64").toString()),
  );
  expect(texts).toContain("Offer after delivery, version 1");
  const timer = history.slice(history.indexOf("EVENT_TYPE_TIMER_STARTED"));
  expect(timer).toContain(Buffer.from('"Wait 30 days"').toString("base64"));
  for (const personal of ["ada@", "example.com", "s3cr3t-param", "A-1"]) {
    expect(`${history}${texts}${run.temporal_id}`).not.toContain(personal);
  }
  await handle.terminate("the test is over");
});

test("a stop event ends a waiting run at once, as stopped, and says which event it was", async () => {
  await makeWorkflow(db, {
    definition: inARow(
      { id: "wait", kind: "delay", config: { amount: 30, unit: "days" } },
      email("mail", "Late"),
    ),
    bindings: [startOnOrder, { role: "stop", eventTypeKey: "paid" }],
  });
  await ingest.ingest([incoming()]);
  await eventually(
    "a waiting run",
    async () => (await db.query("select 1 from run_steps where kind = 'delay'")).length > 0,
  );
  const [stop] = await ingest.ingest([incoming({ typeKey: "paid" })]);
  const [run] = await ended();
  expect(run).toMatchObject({ status: "stopped", stop_event_id: stop?.eventId });
  expect(mail.received).toEqual([]);
  const closed = await eventually("Temporal's end of the run", async () => {
    const { status } = await temporal.client.workflow.getHandle(run?.temporal_id ?? "").describe();
    return status.name !== "RUNNING" && status.name;
  });
  expect(closed).toBe("COMPLETED");
  const [open] = await db.query<{ n: number }>(
    "select count(*) as n from run_steps where ended_at is null",
  );
  expect(open?.n).toBe(0);
});

test("a stop cuts a mail short that its server does not take, and the message is given up", async () => {
  mail.answer = () => ({ code: 451, message: "try later" });
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Hello")),
    bindings: [startOnOrder, { role: "stop", eventTypeKey: "paid" }],
  });
  await ingest.ingest([incoming()]);
  await eventually(
    "a deferred mail",
    async () =>
      (await db.query("select 1 from messages where state = 'queued' and attempts > 0")).length > 0,
  );
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  const [run] = await ended();
  expect(run?.status).toBe("stopped");
  // An attempt that was just in progress gives it up itself.
  const message = await eventually("the message to be given up", async () => {
    const [row] = await db.query<{ state: string; error: string }>(
      "select state, error from messages",
    );
    return row?.state === "failed" && row;
  });
  expect(message.error).toMatch(/^the run (was stopped|has ended)$/);
});

test("cancelled by an operator in Temporal, a run ends as stopped; terminated, it is found and noted", async () => {
  await makeWorkflow(db, {
    definition: inARow({ id: "wait", kind: "delay", config: { amount: 3, unit: "days" } }),
  });
  await ingest.ingest([incoming({ keyValue: "1" }), incoming({ keyValue: "2" })]);
  const [first, second] = await eventually("two waiting runs", async () => {
    const waiting = await db.query("select 1 from run_steps where kind = 'delay'");
    return waiting.length === 2 && runs();
  });
  await temporal.client.workflow.getHandle(first?.temporal_id ?? "").cancel();
  await eventually("the first to be stopped", async () => (await runs())[0]?.status === "stopped");
  await temporal.client.workflow.getHandle(second?.temporal_id ?? "").terminate();
  const { reconcile } = await import("../../src/dispatch/reconcile.ts");
  const all = (await runs()).map(({ id, temporal_id: temporalId }) => ({
    id,
    temporalId,
    retries: 0,
  }));
  await reconcile(db, temporal.client, all.slice(1));
  expect((await runs())[1]).toMatchObject({
    status: "stopped",
    error: { message: "Temporal closed this run: terminated" },
  });
});

test("a stop to a run that an operator has terminated finds that out, and the run ends", async () => {
  await makeWorkflow(db, {
    definition: inARow({ id: "wait", kind: "delay", config: { amount: 3, unit: "days" } }),
    bindings: [startOnOrder, { role: "stop", eventTypeKey: "paid" }],
  });
  await ingest.ingest([incoming()]);
  const [waiting] = await eventually("the waiting run", async () => {
    const steps = await db.query("select 1 from run_steps where kind = 'delay'");
    return steps.length === 1 && runs();
  });
  await temporal.client.workflow.getHandle(waiting?.temporal_id ?? "").terminate();
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  const [run] = await ended();
  expect(run).toMatchObject({
    status: "stopped",
    error: { message: "Temporal closed this run: terminated" },
  });
  const open = await db.query("select 1 from run_steps where ended_at is null");
  expect(open).toEqual([]);
});

test("a permanent refusal fails the message and not the run; a passing one is tried again", async () => {
  mail.answer = (received, attempt) => {
    if (received.subject === "No") return { code: 554, message: "it looks like spam" };
    return attempt === 1 ? { code: 451, message: "busy" } : "take";
  };
  await makeWorkflow(db, { definition: inARow(email("no", "No"), email("later", "Later")) });
  await ingest.ingest([incoming()]);
  const [run] = await ended();
  expect(run?.status).toBe("completed");
  const messages = await db.query(
    "select subject, state, attempts from messages order by subject desc",
  );
  expect(messages).toEqual([
    { subject: "No", state: "failed", attempts: 1 },
    { subject: "Later", state: "sent", attempts: 2 },
  ]);
  expect(mail.received.map(({ subject }) => subject)).toEqual(["Later"]);
});

test("a contact without an address is not sent to, and the run says so and goes on", async () => {
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  await ingest.ingest([incoming({ identities: [{ kind: "contactId", value: "42" }] })]);
  await ended();
  const [step] = await db.query<{ outcome: { note: string } }>(
    "select outcome from run_steps where block_id = 'mail'",
  );
  expect(step?.outcome.note).toBe("E-mail not sent: the contact has no e-mail address");
});

test("a template that can't be rendered fails the run at its block, with the reason", async () => {
  await makeWorkflow(db, {
    definition: inARow(
      email(
        "mail",
        "{{ contact.email | date: '%Y' | plus: order.x | split: 5 | first | at_least: 'x' }}",
        { html: "{% for n in (1..90000000) %}x{% endfor %}" },
      ),
    ),
  });
  await ingest.ingest([incoming()]);
  const [run] = await ended();
  expect(run?.status).toBe("failed");
  expect(run?.error?.block).toBe("mail");
  expect(run?.error?.message).toMatch(/^the template could not be rendered: /);
});

test("editing a workflow leaves active runs on their version", async () => {
  const { id } = await makeWorkflow(db, { definition: inARow(email("mail", "Version 1")) });
  mail.answer = (_, attempt) => (attempt === 1 ? { code: 451, message: "later" } : "take");
  await ingest.ingest([incoming({ keyValue: "1" })]);
  await eventually(
    "the first mail in progress",
    async () => (await db.query("select 1 from messages where attempts > 0")).length > 0,
  );
  const { updateWorkflow } = await import("../../src/services/workflows/workflows.ts");
  const { publishWorkflow } = await import("../../src/services/workflows/publish.ts");
  const { definitionSchema } = await import("../../src/contract/definition.ts");
  await updateWorkflow(contextOf(db), id, {
    draft: definitionSchema.parse(inARow(email("mail", "Version 2"))),
    draftRevision: 1,
  });
  await publishWorkflow(contextOf(db), id);
  await ingest.ingest([incoming({ keyValue: "2" })]);
  await ended(2);
  expect(mail.received.map(({ subject }) => subject).toSorted()).toEqual([
    "Version 1",
    "Version 2",
  ]);
});
