import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import { deleteSegment } from "../../src/services/segments/segments.ts";
import { changeMembers } from "../../src/services/segments/members.ts";
import { uploadOrders } from "../../src/services/orders/upload.ts";
import { updateWorkflow } from "../../src/services/workflows/workflows.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { heldStart } from "../support/held-start.ts";
import { count, emptySegment, startsHere, startsSetup } from "../support/starts.ts";
import { eventually } from "../support/wait.ts";

const pause = inARow({ id: "pause", kind: "delay", config: { amount: 3, unit: "days" } });
const entersVip = { kind: "segment", segment: "VIP", when: "enters" };
const leavesVip = { kind: "segment", segment: "VIP", when: "leaves" };
type Setup = Awaited<ReturnType<typeof startsSetup>>;

async function contactId({ ingest }: Setup, email: string): Promise<string> {
  const [result] = await ingest.ingest([incoming({ typeKey: "seen", email })]);
  return result !== undefined && "contactId" in result ? (result.contactId ?? "") : "";
}

async function waiting({ db }: Setup, runs: number): Promise<void> {
  await eventually(`${runs} runs that wait`, async () => {
    return (await count(db, "run_steps where kind = 'delay' and ended_at is null")) === runs;
  });
}

async function stopped({ db }: Setup): Promise<{ reason: string; email: string }[]> {
  return db.query(
    `select r.stop_reason as reason, c.email from runs r join contacts c on c.id = r.contact_id
      where r.status = 'stopped' order by c.email`,
  );
}

test("whoever enters the segment is stopped at once while waiting, and nobody else", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  const segment = await emptySegment(db, "VIP");
  await makeWorkflow(db, { definition: pause, stopRules: [entersVip] });
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com" })]);
  await waiting(setup, 2);
  await changeMembers(contextOf(db), segment, "add", [await contactId(setup, "ada@example.com")]);
  await eventually("the stop", async () => (await stopped(setup)).length > 0);
  expect(await stopped(setup)).toEqual([
    { reason: 'the contact is in the segment "VIP"', email: "ada@example.com" },
  ]);
  expect(await count(db, "run_signals where asked_by = 'rule'")).toBe(1);
});

test("a block of another workflow that adds the contact stops the run as well", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  await emptySegment(db, "VIP");
  await makeWorkflow(db, { definition: pause, stopRules: [entersVip] });
  await makeWorkflow(db, {
    definition: inARow({ id: "add", kind: "addToSegment", config: { segment: "VIP" } }),
    bindings: [{ ...startOnOrder, eventTypeKey: "bought" }],
  });
  await ingest.ingest([incoming()]);
  await waiting(setup, 1);
  await ingest.ingest([incoming({ typeKey: "bought" })]);
  await eventually("the stop", async () => (await stopped(setup)).length === 1);
});

test("at its start a run of somebody whom a rule concerns ends before its first block", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  const segment = await emptySegment(db, "VIP");
  await changeMembers(contextOf(db), segment, "add", [await contactId(setup, "ada@example.com")]);
  await makeWorkflow(db, { definition: pause, stopRules: [entersVip] });
  await ingest.ingest([incoming()]);
  await eventually("the stop", async () => (await stopped(setup)).length === 1);
  expect(await count(db, "run_steps")).toBe(0);
});

test("whoever leaves the segment is stopped; a run of somebody outside never begins", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  const segment = await emptySegment(db, "VIP");
  const ada = await contactId(setup, "ada@example.com");
  await changeMembers(contextOf(db), segment, "add", [ada]);
  await makeWorkflow(db, { definition: pause, stopRules: [leavesVip] });
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com" })]);
  await waiting(setup, 1);
  await eventually("Bob's end", async () => (await stopped(setup)).length === 1);
  await changeMembers(contextOf(db), segment, "remove", [ada]);
  await eventually("Ada's stop", async () => (await stopped(setup)).length === 2);
  expect(await stopped(setup)).toEqual([
    { reason: 'the contact is not in the segment "VIP"', email: "ada@example.com" },
    { reason: 'the contact is not in the segment "VIP"', email: "bob@example.com" },
  ]);
});

test("an order that reaches a status stops its contact's runs; the one that began the run does not", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  await makeWorkflow(db, {
    definition: pause,
    bindings: [{ ...startOnOrder, eventTypeKey: "orderINITIALIZED" }],
    stopRules: [{ kind: "order", statuses: ["INITIALIZED", "DELIVERED"] }],
  });
  const upload = (status: string) =>
    uploadOrders(contextOf(db), ingest, [
      {
        externalOrderId: "A-1",
        status,
        email: "ada@example.com",
        totalCost: 5,
        currency: "EUR",
        date: "2026-01-01T10:00:00Z",
      },
    ]);
  await upload("INITIALIZED");
  await waiting(setup, 1);
  await upload("IN_PROGRESS");
  expect(await count(db, "run_signals")).toBe(0);
  await upload("DELIVERED");
  await eventually("the stop", async () => (await stopped(setup)).length === 1);
  expect(await stopped(setup)).toEqual([
    { reason: "an order of the contact reached DELIVERED", email: "ada@example.com" },
  ]);
});

test("a rule that is set while a run waits holds for it when the wait is over", async () => {
  const setup = await startsHere();
  const { db, ingest } = setup;
  const segment = await emptySegment(db, "VIP");
  await changeMembers(contextOf(db), segment, "add", [await contactId(setup, "ada@example.com")]);
  const workflow = await makeWorkflow(db, {
    definition: inARow(
      { id: "pause", kind: "delay", config: { amount: 3, unit: "days" } },
      { id: "add", kind: "addToSegment", config: { segment: "Late" } },
    ),
  });
  await ingest.ingest([incoming()]);
  await waiting(setup, 1);
  await updateWorkflow(contextOf(db), workflow.id, {
    stopRules: [{ kind: "segment", segment: "VIP", when: "enters" }],
  });
  // The pause is skipped by hand: what three days would do.
  await db.query(
    `insert into run_signals (id, run_id, kind, block_id, visit, created_at)
     select gen_random_uuid(), id, 'wake', 'pause', 1, now() from runs`,
  );
  await eventually("the stop", async () => (await stopped(setup)).length === 1);
  expect(await count(db, "run_steps where block_id = 'add'")).toBe(0);
});

test("whoever enters while a start of theirs is being committed waits for it, and its run is stopped", async () => {
  const setup = await startsSetup();
  const { db } = setup;
  const segment = await emptySegment(db, "VIP");
  const ada = await contactId(setup, "ada@example.com");
  await makeWorkflow(db, { definition: pause, stopRules: [entersVip] });
  const commit = await heldStart(db);
  const entering = changeMembers(contextOf(db), segment, "add", [ada]);
  await eventually("the change to wait", async () => {
    const of = "pg_stat_activity where wait_event = 'advisory' and datname = current_database()";
    return (await count(db, of)) > 0;
  });
  await Promise.all([commit(), entering]);
  expect(await count(db, "run_signals where asked_by = 'rule'")).toBe(1);
});

test("a segment that a rule or a start names is neither renamed nor deleted, and must exist", async () => {
  const { db } = await startsHere();
  const segment = await emptySegment(db, "VIP");
  const unknown = [{ kind: "segment" as const, segment: "Nobody", when: "leaves" as const }];
  const workflow = await makeWorkflow(db, { stopRules: [entersVip] });
  await expect(updateWorkflow(contextOf(db), workflow.id, { stopRules: unknown })).rejects.toThrow(
    'there is no segment "Nobody"',
  );
  await expect(deleteSegment(contextOf(db), segment)).rejects.toThrow("change them first");
  await updateWorkflow(contextOf(db), workflow.id, { stopRules: [] });
  await deleteSegment(contextOf(db), segment);
});
