import { afterEach, beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

let db: Database;
let mail: TestMailServer;
let ingest: ReturnType<typeof createIngest>;

beforeEach(async () => {
  const database = await testDatabase(10);
  db = database.db;
  mail = await testMailServer();
  ingest = createIngest(db);
  await workerHere({
    databaseUrl: database.url,
    taskQueue: unique("events"),
    smtpUrl: mail.url,
  });
});
afterEach(() => ingest.close());

const wait = (config: object) => ({
  blocks: [
    { id: "start", kind: "start" },
    { id: "wait", kind: "waitForEvent", config: { eventTypeKey: "paid", ...config } },
    email("thanks", "Thanks, {{ waited.wait.params.name }}"),
    email("reminder", "Reminder"),
    { id: "end", kind: "end" },
  ],
  edges: [
    { from: "start", to: "wait" },
    { from: "wait", branch: "event", to: "thanks" },
    { from: "wait", branch: "timeout", to: "reminder" },
    { from: "thanks", to: "end" },
    { from: "reminder", to: "end" },
  ],
});

const subjects = () => mail.received.map(({ subject }) => subject);

async function waiting(count = 1): Promise<void> {
  await eventually(`${count} registered waits`, async () => {
    const rows = await db.query("select 1 from run_waits where closed_at is null");
    return rows.length === count;
  });
}

async function allEnded(): Promise<{ status: string; goal_block: string | null }[]> {
  return eventually("all runs to end", async () => {
    const rows = await db.query<{ status: string; goal_block: string | null }>(
      "select status, goal_block from runs order by id",
    );
    return rows.every(({ status }) => !["pending", "running"].includes(status)) && rows;
  });
}

test("an event ends the wait of its contact's run at once, and its params are seen after", async () => {
  await makeWorkflow(db, { definition: wait({}) });
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com", keyValue: "B" })]);
  await waiting(2);
  await ingest.ingest([incoming({ typeKey: "paid", keyValue: "x", params: { name: "Ada" } })]);
  await eventually("the thanks", () => subjects().length > 0);
  expect(subjects()).toEqual(["Thanks, Ada"]);
  expect(mail.received[0]?.to).toBe("ada@example.com");
  const steps = await db.query(
    "select branch from run_steps where kind = 'waitForEvent' and ended_at is not null",
  );
  expect(steps).toEqual([{ branch: "event" }]);
  await eventually("one run to go on waiting", async () => {
    const rows = await db.query("select 1 from runs where status = 'running'");
    return rows.length === 1;
  });
});

test("a filter leaves other events alone, and matching by key finds the key's run", async () => {
  await makeWorkflow(db, {
    definition: wait({ match: "key", filter: { ">": [{ var: "event.params.total" }, 50] } }),
  });
  await ingest.ingest([incoming({ keyValue: "A-1" }), incoming({ keyValue: "A-2" })]);
  await waiting(2);
  await ingest.ingest([
    incoming({ typeKey: "paid", keyValue: "A-1", params: { total: 10 } }),
    incoming({
      typeKey: "paid",
      keyValue: "A-2",
      params: { total: 60, name: "A-2" },
      identities: [],
    }),
  ]);
  await eventually("the thanks", () => subjects().length > 0);
  expect(subjects()).toEqual(["Thanks, A-2"]);
});

test("an event that came since the run started counts where that is asked for", async () => {
  const early = (includeEarlier: boolean) => {
    const definition = wait({ includeEarlier, timeout: { amount: 1, unit: "days" } });
    definition.blocks.splice(1, 0, {
      id: "pause",
      kind: "delay",
      config: { amount: 1, unit: "days" },
    } as never);
    definition.edges[0] = { from: "start", to: "pause" };
    definition.edges.push({ from: "pause", to: "wait" });
    return definition;
  };
  await makeWorkflow(db, { name: "Looks back", definition: early(true) });
  await ingest.ingest([incoming()]);
  const run = await eventually("the pause", async () => {
    const [row] = await db.query<{ id: string; block_id: string }>(
      "select run_id as id, block_id from run_steps where kind = 'delay'",
    );
    return row;
  });
  await ingest.ingest([incoming({ typeKey: "paid", params: { name: "early bird" } })]);
  // The pause is skipped by hand: what a day would do.
  await db.query(
    "insert into run_signals (id, run_id, kind, block_id, visit, created_at) values (gen_random_uuid(), $1, 'wake', 'pause', 1, now())",
    [run.id],
  );
  await eventually("the thanks", () => subjects().length > 0);
  expect(subjects()).toEqual(["Thanks, early bird"]);
});

test("of an event and a time-out that race, the one that took the wait first is followed", async () => {
  await makeWorkflow(db, { definition: wait({}) });
  await ingest.ingest([incoming()]);
  await waiting();
  // The time-out has closed the wait before the event comes.
  await db.query("update run_waits set closed_at = now()");
  await ingest.ingest([incoming({ typeKey: "paid", params: { name: "too late" } })]);
  await db.query(
    "insert into run_signals (id, run_id, kind, block_id, visit, created_at) select gen_random_uuid(), id, 'wake', 'wait', 1, now() from runs",
  );
  await allEnded();
  expect(subjects()).toEqual(["Reminder"]);
  const signals = await db.query("select 1 from run_signals where event_id is not null");
  expect(signals).toEqual([]);
});

test("a goal's event ends the run early, as completed, wherever it waits", async () => {
  await makeWorkflow(db, {
    definition: inARow(
      { id: "bought", kind: "goal", config: { eventTypeKey: "paid" } },
      { id: "pause", kind: "delay", config: { amount: 3, unit: "days" } },
      email("reminder", "Reminder"),
    ),
  });
  await ingest.ingest([incoming()]);
  await eventually(
    "the pause",
    async () => (await db.query("select 1 from run_steps where kind = 'delay'")).length,
  );
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  expect(await allEnded()).toEqual([{ status: "completed", goal_block: "bought" }]);
  expect(subjects()).toEqual([]);
});

test.each([
  ["before the next block", [email("reminder", "Reminder")]],
  ["where nothing comes behind it", []],
])("a goal's condition is seen to hold after a wait, %s", async (_, behind) => {
  await makeWorkflow(db, {
    definition: inARow(
      { id: "vip", kind: "goal", config: { rule: { in: ["VIP", { var: "contact.segments" }] } } },
      { id: "pause", kind: "delay", config: { amount: 3, unit: "days" } },
      ...behind,
    ),
  });
  await ingest.ingest([incoming()]);
  const run = await eventually("the pause", async () => {
    const [row] = await db.query<{ id: string }>(
      "select run_id as id from run_steps where kind = 'delay'",
    );
    return row;
  });
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'VIP')");
  await db.query(
    "insert into segment_members (segment_id, contact_id) select s.id, c.id from segments s, contacts c",
  );
  await db.query(
    "insert into run_signals (id, run_id, kind, block_id, visit, created_at) values (gen_random_uuid(), $1, 'wake', 'pause', 1, now())",
    [run.id],
  );
  expect(await allEnded()).toEqual([{ status: "completed", goal_block: "vip" }]);
  expect(subjects()).toEqual([]);
});

test("an event that a block sends goes through ingest once, and starts what it is bound to", async () => {
  await makeWorkflow(db, {
    definition: inARow({
      id: "emit",
      kind: "emitEvent",
      config: { eventTypeKey: "rated", params: { stars: "{{ event.params.stars }}" } },
    }),
  });
  await makeWorkflow(db, {
    definition: inARow(email("mail", "{{ event.params.stars }} stars")),
    bindings: [{ ...startOnOrder, eventTypeKey: "rated", frequency: { kind: "once" } }],
  });
  await ingest.ingest([incoming({ params: { stars: 5 } })]);
  await eventually("two runs to end", async () => (await allEnded()).length === 2);
  await ingest.ingest([incoming({ keyValue: "again", params: { stars: 4 } })]);
  await eventually("three runs to end", async () => (await allEnded()).length === 3);
  expect(subjects()).toEqual(["5 stars"]);
});

test("workflows that start one another in a circle end at the hop limit, with a reason", async () => {
  await makeWorkflow(db, {
    definition: inARow({ id: "emit", kind: "emitEvent", config: { eventTypeKey: "order" } }),
  });
  await ingest.ingest([incoming()]);
  await eventually("eleven runs to end", async () => (await allEnded()).length === 11);
  const [last] = await db.query<{ note: string }>(
    "select outcome->>'note' as note from run_steps where kind = 'emitEvent' order by started_at desc limit 1",
  );
  expect(last?.note).toBe("Not sent: 10 runs have started one another in a circle");
});

test("a block starts a run of another workflow for the same contact, once", async () => {
  const other = await makeWorkflow(db, {
    definition: inARow(email("mail", "From the other, about {{ event.keyValue }}")),
    bindings: [{ ...startOnOrder, eventTypeKey: "never" }],
  });
  await makeWorkflow(db, {
    definition: inARow({ id: "go", kind: "startWorkflow", config: { workflowId: other.id } }),
  });
  await ingest.ingest([incoming({ keyValue: "A-7" })]);
  await eventually("two runs to end", async () => (await allEnded()).length === 2);
  expect(subjects()).toEqual(["From the other, about A-7"]);
});

test("avoid in progress: no second run while one is in progress, one again when it has ended", async () => {
  await makeWorkflow(db, {
    definition: inARow({ id: "pause", kind: "delay", config: { amount: 3, unit: "days" } }),
    bindings: [startOnOrder, { role: "stop", eventTypeKey: "paid" }],
  });
  await db.query("update bindings set avoid_in_progress = true where role = 'start'");
  const outcomes = async (...events: ReturnType<typeof incoming>[]) =>
    (await ingest.ingest(events)).map((result) =>
      result.outcome === "accepted" ? result.decisions[0]?.outcome : result.outcome,
    );
  expect(await outcomes(incoming(), incoming({ keyValue: "2" }))).toEqual([
    "launched",
    "in_progress",
  ]);
  expect(await outcomes(incoming({ keyValue: "3" }))).toEqual(["in_progress"]);
  // In one batch: the stop ends it, so the next start is a new one.
  expect(await outcomes(incoming({ typeKey: "paid" }), incoming({ keyValue: "4" }))).toEqual([
    "stopped",
    "launched",
  ]);
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  await allEnded();
  expect(await outcomes(incoming({ keyValue: "5" }))).toEqual(["launched"]);
});
