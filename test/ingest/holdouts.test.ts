import { expect, test } from "vitest";
import { startChild } from "../../src/activities/capabilities/start-child.ts";
import { definitionSchema } from "../../src/contract/definition.ts";
import type { Database } from "../../src/db/core/database.ts";
import { lockRun } from "../../src/db/runs/run-rows.ts";
import type { Decision, IngestResult } from "../../src/domain/event.ts";
import { isDrawn } from "../../src/domain/holdout.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { updateBinding } from "../../src/services/bindings/update.ts";
import { changeHoldout, drawHoldoutAnew } from "../../src/services/holdouts/workflow.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { updateWorkflow } from "../../src/services/workflows/workflows.ts";
import { changeWorkspace, drawControlGroupAnew } from "../../src/services/workspace/workspace.ts";
import type { MadeWorkflow } from "../support/campaign.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { countedStatements } from "../support/counted-statements.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";

const cart = { ...startOnOrder, eventTypeKey: "cart" };
const sending = (more: object) => inARow(email("mail", "Hello", more));
const marketing = sending({});

const people = Array.from({ length: 60 }, (_, index) => `person${index}@example.com`);

/** One order of everybody. @returns what was decided of it, by workflow and address */
async function everybodyOrders(db: Database): Promise<(workflow: MadeWorkflow) => Decision[]> {
  const results = await createIngest(db).ingest(
    people.map((address) => incoming({ email: address, keyValue: address })),
  );
  return ({ id }) => decisionsIn(results).filter(({ workflowId }) => workflowId === id);
}

function decisionsIn(results: readonly IngestResult[]): Decision[] {
  return results.flatMap((each) => ("decisions" in each ? each.decisions : []));
}

const outcomesOf = (decisions: readonly Decision[]) => decisions.map(({ outcome }) => outcome);

const heldOutIn = async (db: Database, { id }: MadeWorkflow) =>
  (
    await db.query<{ contact: string }>(
      "select contact_id as contact from holdouts where workflow_id = $1 order by 1",
      [id],
    )
  ).map(({ contact }) => contact);

test("a held-out contact starts no run, its decision says why, and when it would have started is kept", async () => {
  const { db } = await testDatabase();
  const workflow = await makeWorkflow(db);
  await changeHoldout(contextOf(db), workflow.id, { percent: 50 });
  const of = await everybodyOrders(db);
  const held = of(workflow).filter(({ outcome }) => outcome === "held_out");
  expect(held.length).toBeGreaterThan(10);
  expect(held.length).toBeLessThan(50);
  expect(held[0]?.reason).toContain("50 % of contacts");
  const runs = await db.query("select from runs where workflow_id = $1", [workflow.id]);
  expect(runs).toHaveLength(people.length - held.length);
  const rows = await db.query<{ heldBy: string; versionId: string; at: Date; receivedAt: Date }>(
    `select h.held_by as "heldBy", h.version_id as "versionId", h.at, e.received_at as "receivedAt"
       from holdouts h join events e on e.id = h.event_id and e.contact_id = h.contact_id`,
  );
  expect(rows).toHaveLength(held.length);
  for (const { heldBy, versionId, at, receivedAt } of rows) {
    expect({ heldBy, versionId }).toEqual({ heldBy: "workflow", versionId: workflow.versionId });
    expect(at).toEqual(receivedAt);
  }
});

test("whoever is held out by a share stays so by a higher one, a lower one lets some go, and a new draw takes others", async () => {
  const { db } = await testDatabase();
  const workflow = await makeWorkflow(db);
  const context = contextOf(db);
  const drawn = async (percent: number): Promise<Set<string>> => {
    await changeHoldout(context, workflow.id, { percent });
    await db.query("delete from holdouts");
    await everybodyOrders(db);
    return new Set(await heldOutIn(db, workflow));
  };
  const [ten, forty, ten2] = [await drawn(10), await drawn(40), await drawn(10)];
  expect(forty.size).toBeGreaterThan(ten.size);
  expect([...ten].filter((who) => !forty.has(who))).toEqual([]);
  expect(ten2).toEqual(ten);
  const fortyAgain = await drawn(40);
  await drawHoldoutAnew(context, workflow.id);
  expect(await drawn(40)).not.toEqual(fortyAgain);
});

test("a new version holds out those whom the version before it did, by the workflow's share and by the workspace's", async () => {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const own = await makeWorkflow(db, { definition: marketing });
  const group = await makeWorkflow(db, { definition: marketing });
  await changeHoldout(context, own.id, { percent: 30, workspace: "never" });
  await changeWorkspace(context, { holdoutPercent: 40 });
  /** Whom an order of everybody finds held out, and of which version. */
  const held = async () => {
    await db.query("delete from holdouts");
    await everybodyOrders(db);
    return {
      contacts: [await heldOutIn(db, own), await heldOutIn(db, group)],
      versions: await db.query<{ id: string }>(
        "select distinct version_id as id from holdouts order by 1",
      ),
    };
  };
  const before = await held();
  for (const contacts of before.contacts) {
    expect(contacts.length).toBeGreaterThan(5);
    expect(contacts.length).toBeLessThan(people.length - 5);
  }
  for (const { id } of [own, group]) {
    const draft = definitionSchema.parse(inARow(email("mail", "Hello again")));
    await updateWorkflow(context, id, { draft, draftRevision: 1 });
    expect(await publishWorkflow(context, id)).toMatchObject({ outcome: "published", number: 2 });
  }
  const after = await held();
  expect(after.contacts).toEqual(before.contacts);
  expect(after.versions).toHaveLength(2);
  for (const { id } of before.versions) expect(after.versions).not.toContainEqual({ id });
});

test("a held-out start spends the frequency as a run would, and so it does when frequencies are counted anew", async () => {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const once = { kind: "once" } as const;
  const [spends, recounted, byKey] = [
    await makeWorkflow(db, { bindings: [{ ...startOnOrder, frequency: once }] }),
    await makeWorkflow(db),
    await makeWorkflow(db),
  ];
  const all = [spends, recounted, byKey];
  for (const { id } of all) await changeHoldout(context, id, { percent: 50 });
  const first = await everybodyOrders(db);
  for (const workflow of all) {
    expect(new Set(outcomesOf(first(workflow)))).toEqual(new Set(["launched", "held_out"]));
  }
  await updateBinding(context, recounted.bindings[0] ?? "", { frequency: once });
  await updateBinding(context, byKey.bindings[0] ?? "", { frequency: once, subject: "key" });
  const second = await everybodyOrders(db);
  for (const workflow of all) {
    expect(new Set(outcomesOf(second(workflow)))).toEqual(new Set(["suppressed"]));
  }
});

test("the workspace's control group is held out of marketing, and of others where they say so", async () => {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const mails = await makeWorkflow(db, { definition: marketing });
  const receipts = await makeWorkflow(db, { definition: sending({ transactional: true }) });
  const excepted = await makeWorkflow(db, { definition: marketing });
  const silent = await makeWorkflow(db);
  const chosen = await makeWorkflow(db);
  await changeHoldout(context, excepted.id, { workspace: "never" });
  await changeHoldout(context, chosen.id, { workspace: "always" });
  await changeWorkspace(context, { holdoutPercent: 30 });
  const of = await everybodyOrders(db);
  for (const workflow of [receipts, excepted, silent]) {
    expect(new Set(outcomesOf(of(workflow)))).toEqual(new Set(["launched"]));
  }
  expect(outcomesOf(of(mails))).toContain("held_out");
  // One draw for all of them.
  expect(await heldOutIn(db, mails)).toEqual(await heldOutIn(db, chosen));
  const held = of(mails).find(({ outcome }) => outcome === "held_out");
  expect(held?.reason).toContain("the workspace's control group, 30 % of contacts");
  const before = await heldOutIn(db, mails);
  await drawControlGroupAnew(context);
  await db.query("delete from holdouts");
  await everybodyOrders(db);
  expect(await heldOutIn(db, mails)).not.toEqual(before);
});

test("a merged contact is held out as the elder of the two is", async () => {
  const { db } = await testDatabase();
  const workflow = await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter: null }] });
  await changeHoldout(contextOf(db), workflow.id, { percent: 50 });
  const [{ salt } = { salt: "" }] = await db.query<{ salt: string }>(
    "select holdout_salt::text as salt from workflows where id = $1",
    [workflow.id],
  );
  const draw = { tenths: 500, salt };
  const ingest = createIngest(db);
  let moved = 0;
  for (let n = 0; n < 16; n++) {
    const visitor = { kind: "pushToken", value: `device-${n}` } as const;
    const account = { kind: "email", value: `account${n}@example.com` } as const;
    // Seen first as a visitor, then as an account elsewhere, then as both: they are one.
    const seen = (identities: (typeof visitor | typeof account)[], typeKey: string) =>
      ingest.ingest([incoming({ typeKey, identities, keyValue: `${n}` })]);
    const [first] = await seen([visitor], "seen");
    const [second] = await seen([account], "seen");
    await seen([account, visitor], "seen");
    const [last] = await seen([account], "order");
    const elder = first && "contactId" in first ? first.contactId : null;
    const own = second && "contactId" in second ? second.contactId : null;
    if (elder === null || own === null || last === undefined) throw new Error("nobody was found");
    const [decision] = decisionsIn([last]);
    expect(decision?.outcome).toBe(isDrawn(draw, elder) ? "held_out" : "launched");
    if (isDrawn(draw, elder) !== isDrawn(draw, own)) moved++;
  }
  expect(moved).toBeGreaterThan(0);
});

test("a workflow that a block starts holds out as one that an event starts, at each attempt the same, and of a test launch nobody", async () => {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const [parent, child] = [await makeWorkflow(db), await makeWorkflow(db, { bindings: [cart] })];
  await changeHoldout(context, child.id, { percent: 50 });
  await everybodyOrders(db);
  const runs = await db.query<{ id: string }>("select id from runs where workflow_id = $1", [
    parent.id,
  ]);
  const starts = (times: number) =>
    db.tx(async (sql) => {
      const outcomes: string[] = [];
      for (const { id } of runs) {
        const run = required(await lockRun(sql, id), "a run");
        for (let time = 0; time < times; time++) {
          const ids = { id: newId(), temporalId: `run/${child.id}/${id}`, parentId: id };
          const started = await startChild(sql, run, { ...ids, workflowId: child.id, hops: 1 });
          outcomes.push(started.outcome);
        }
      }
      return outcomes;
    });
  const outcomes = await starts(1);
  const held = outcomes.filter((outcome) => outcome === "held_out").length;
  expect(held).toBeGreaterThan(10);
  expect(outcomes.filter((outcome) => outcome === "started")).toHaveLength(runs.length - held);
  await starts(2);
  expect(await heldOutIn(db, child)).toHaveLength(held);
  await db.query("delete from runs where workflow_id = $1", [child.id]);
  await db.query("update runs set test = '{}'");
  expect(new Set(await starts(1))).toEqual(new Set(["started"]));
});

test("where nobody is held out, no statement more is asked; where somebody may be, one, and one where somebody is", async () => {
  const { db } = await testDatabase();
  const workflow = await makeWorkflow(db);
  const { counts, counted } = countedStatements(db);
  const order = async (): Promise<number | undefined> => {
    counts.length = 0;
    await createIngest(counted).ingest(people.map((address) => incoming({ email: address })));
    return counts.at(-1);
  };
  await order();
  const without = await order();
  await changeHoldout(contextOf(db), workflow.id, { percent: 50 });
  expect(await order()).toBe((without ?? 0) + 2);
  await changeHoldout(contextOf(db), workflow.id, { percent: 0 });
  expect(await order()).toBe(without);
});
