import { expect, test } from "vitest";
import { goalBody } from "../../../src/contract/api/goal.ts";
import { conversionsAnswer, upliftAnswer } from "../../../src/contract/api/measuring.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { rateDifference, wilsonInterval } from "../../../src/domain/uplift.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { workflowConversions, workflowUplift } from "../../../src/services/goals/measure.ts";
import { changeGoal } from "../../../src/services/goals/workflow.ts";
import { changeHoldout } from "../../../src/services/holdouts/workflow.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";

const addresses = Array.from({ length: 200 }, (_, index) => `p${index}@example.com`);
const goal = goalBody.parse({
  eventTypeKey: "paid",
  window: { every: 7, unit: "days" },
  value: { kind: "order" },
});

/** A workflow of two versions that holds some out, whose runs were split in two, with a mail each. */
async function campaign(db: Database) {
  const workflow = await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, eventTypeKey: "cart" }],
  });
  const context = contextOf(db);
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ typeKey: "paid", email: "nobody@example.com" })]);
  await changeHoldout(context, workflow.id, { percent: 40 });
  await changeGoal(context, workflow.id, goal);
  const carts = await ingest.ingest(
    addresses.map((email) => incoming({ typeKey: "cart", email, keyValue: email })),
  );
  const heldOut = new Set<string>();
  const branches = new Map<string, string>();
  for (const [index, result] of carts.entries()) {
    const decision = "decisions" in result ? result.decisions[0] : undefined;
    const address = addresses[index] ?? "";
    if (decision?.outcome === "held_out") heldOut.add(address);
    if (decision?.runId === undefined) continue;
    const branch = index % 2 === 0 ? "A" : "B";
    branches.set(address, branch);
    await db.query(
      `with step as (insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome)
                     values ($1, 'split', 1, 1, 'randomSplit', $2, '{}'))
       insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                             sender, subject, html, body_text, transactional, state, sent_at, clicked_at)
       select $3, r.id, 'mail' || $2, 1, r.workflow_id, r.contact_id, 'email', 'a', 'b', 'c', '', '',
              false, 'sent', clock_timestamp(), clock_timestamp() from runs r where r.id = $1`,
      [decision.runId, branch, newId()],
    );
  }
  const buys = (who: readonly string[], totalCost: number) =>
    ingest.ingest(
      who.map((email) =>
        incoming({
          typeKey: "paid",
          email,
          keyValue: email,
          params: { totalCost, currency: "EUR" },
        }),
      ),
    );
  return { workflow, context, heldOut, branches, buys };
}

test("conversions are counted in all, by version, branch and message, and uplift beside those held out", async () => {
  const { db } = await testDatabase();
  const { workflow, context, heldOut, branches, buys } = await campaign(db);
  const treated = [...branches.keys()];
  const [ofA, ofB] = ["A", "B"].map((way) => treated.filter((who) => branches.get(who) === way));
  if (ofA === undefined || ofB === undefined) throw new Error("there are two branches");
  // Twice: a contact counts once among those who converted.
  for (let time = 0; time < 2; time++) await buys(ofA.slice(0, 20), 10);
  await buys(ofB.slice(0, 10), 30);
  await buys([...heldOut].slice(0, 5), 10);

  const found = conversionsAnswer.parse(await workflowConversions(context, workflow.id, {}));
  expect(found).toMatchObject({
    contacts: treated.length,
    convertedContacts: 30,
    conversions: 50,
    rate: {
      value: 30 / treated.length,
      ...wilsonInterval({ converted: 30, contacts: treated.length }),
    },
    revenue: [{ currency: "EUR", total: 700, perContact: 700 / treated.length }],
    versions: [{ version: 1, contacts: treated.length, conversions: 50 }],
    branches: [
      {
        blockId: "split",
        branch: "A",
        contacts: ofA.length,
        convertedContacts: 20,
        conversions: 40,
      },
      {
        blockId: "split",
        branch: "B",
        contacts: ofB.length,
        convertedContacts: 10,
        conversions: 10,
      },
    ],
    messages: [
      {
        blockId: "mailA",
        sent: ofA.length,
        convertedContacts: 20,
        conversions: 40,
        revenue: [{ total: 400 }],
      },
      {
        blockId: "mailB",
        sent: ofB.length,
        convertedContacts: 10,
        conversions: 10,
        revenue: [{ total: 300 }],
      },
    ],
  });

  const uplift = upliftAnswer.parse(await workflowUplift(context, workflow.id, {}));
  expect(uplift.treated).toMatchObject({ contacts: treated.length, convertedContacts: 30 });
  expect(uplift.heldOut).toMatchObject({
    contacts: heldOut.size,
    convertedContacts: 5,
    revenue: [{ currency: "EUR", total: 50 }],
  });
  expect(uplift.inBoth).toBe(0);
  const { difference, low, high } = rateDifference(
    { converted: 30, contacts: treated.length },
    { converted: 5, contacts: heldOut.size },
  );
  expect(uplift.rateDifference).toMatchObject({ difference, low, high });
  // Five of those held out have spent something: too few for an interval of money.
  expect(uplift.revenueDifferences).toMatchObject([
    {
      currency: "EUR",
      verdict: "not_enough",
      difference: 700 / treated.length - 50 / heldOut.size,
    },
  ]);
  expect(uplift.revenueDifferences[0]?.words).toContain("not enough yet to tell");
  expect(uplift.versions).toMatchObject([{ version: 1, heldOut: { contacts: heldOut.size } }]);
  expect(uplift.branches.map(({ branch, treated: { contacts } }) => [branch, contacts])).toEqual([
    ["A", ofA.length],
    ["B", ofB.length],
  ]);
});

test("a clear difference is said in words, and contacts who were in both groups are compared in neither", async () => {
  const { db } = await testDatabase();
  const { workflow, context, heldOut, branches, buys } = await campaign(db);
  await buys([...branches.keys()].slice(0, 80), 10);
  await buys([...heldOut].slice(0, 12), 10);
  const before = await workflowUplift(context, workflow.id, {});
  expect(before.rateDifference.verdict).toBe("more");
  expect(before.rateDifference.words).toMatch(
    /^the workflow brings more conversions: between .* percentage points/,
  );
  expect(before.revenueDifferences[0]?.words).toMatch(/EUR per contact$/);
  await db.query(
    `update holdouts set contact_id = (select contact_id from runs order by id limit 1)
      where id = (select id from holdouts order by id limit 1)`,
  );
  const after = await workflowUplift(context, workflow.id, {});
  expect(after.inBoth).toBe(1);
  expect(after.treated.contacts).toBe(before.treated.contacts - 1);
  expect(after.heldOut.contacts).toBe(before.heldOut.contacts - 1);
});

test("what was counted under another share, draw or goal is not compared, and without a goal nothing is", async () => {
  const { db } = await testDatabase();
  const { workflow, context } = await campaign(db);
  await changeHoldout(context, workflow.id, { percent: 41 });
  const {
    treated,
    heldOut,
    rateDifference: compared,
  } = await workflowUplift(context, workflow.id, {
    from: new Date(0),
  });
  expect([treated.contacts, heldOut.contacts, compared.verdict]).toEqual([0, 0, "not_enough"]);
  await changeGoal(context, workflow.id, null);
  await expect(workflowUplift(context, workflow.id, {})).rejects.toThrow("has no goal");
  await expect(workflowConversions(context, workflow.id, {})).rejects.toThrow("has no goal");
  await expect(workflowConversions(context, newId(), {})).rejects.toThrow("no workflow");
});
