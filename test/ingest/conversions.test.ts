import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import type { IncomingEvent } from "../../src/domain/event.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { changeGoal } from "../../src/services/goals/workflow.ts";
import { changeHoldout } from "../../src/services/holdouts/workflow.ts";
import { changeWorkspace } from "../../src/services/workspace/workspace.ts";
import { goalBody } from "../../src/contract/api/goal.ts";
import { severalApis } from "../support/apis.ts";
import type { MadeWorkflow } from "../support/campaign.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { countedStatements } from "../support/counted-statements.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const onCart = { ...startOnOrder, eventTypeKey: "cart" };
const week = { every: 7, unit: "days" } as const;
/** A workflow that carts start, whose goal is an event "paid". */
async function withGoal(db: Database, more: object = {}): Promise<MadeWorkflow> {
  const made = await makeWorkflow(db, { bindings: [onCart] });
  await db.query(
    `insert into event_types (id, key, name, category, source)
     values ($1, 'paid', 'paid', 'other', 'api') on conflict do nothing`,
    [newId()],
  );
  await changeGoal(
    contextOf(db),
    made.id,
    goalBody.parse({ eventTypeKey: "paid", window: week, value: { kind: "order" }, ...more }),
  );
  return made;
}

const cart = (more: Partial<IncomingEvent> & { email?: string } = {}) =>
  incoming({ typeKey: "cart", ...more });
const paid = (more: Partial<IncomingEvent> & { email?: string } = {}) =>
  incoming({ typeKey: "paid", params: { totalCost: 12.5, currency: "EUR" }, ...more });

/** Lets what has happened so far have happened longer ago. */
async function passHours(db: Database, hours: number): Promise<void> {
  const ago = [`${hours} hours`];
  await db.query("update runs set created_at = created_at - $1::interval", ago);
  await db.query("update holdouts set at = at - $1::interval", ago);
  await db.query(
    `update messages set sent_at = sent_at - $1::interval, clicked_at = clicked_at - $1::interval`,
    ago,
  );
}

/** A message that the workflow's run has sent a moment ago. */
async function sendMessage(db: Database, { id }: MadeWorkflow, more: { clicked?: boolean } = {}) {
  const messageId = newId();
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                           sender, subject, html, body_text, transactional, state, sent_at, clicked_at)
     select $2, r.id, 'mail', 1, r.workflow_id, r.contact_id, 'email', 'a', 'b', 'c', '', '', false,
            'sent', clock_timestamp(), case when $3 then clock_timestamp() end
       from runs r where r.workflow_id = $1 order by r.id desc limit 1`,
    [id, messageId, more.clicked ?? false],
  );
  return messageId;
}

const conversions = (db: Database) =>
  db.query<{
    workflowId: string;
    messageId: string | null;
    blockId: string | null;
    heldOut: boolean;
    attributed: boolean;
    sinceStart: boolean;
    value: string | null;
    currency: string | null;
    contactId: string;
  }>(
    `select workflow_id as "workflowId", message_id as "messageId", block_id as "blockId",
            held_out as "heldOut", attributed, since_start as "sinceStart", value::text, currency,
            contact_id as "contactId"
       from conversions order by at, workflow_id`,
  );

test("an event within the window of a start is a conversion with its value, also after the run has ended", async () => {
  const { db } = await testDatabase();
  await withGoal(db);
  const ingest = createIngest(db);
  await ingest.ingest([paid()]);
  await ingest.ingest([cart()]);
  await passHours(db, 24 * 6);
  await db.query("update runs set status = 'completed', ended_at = now()");
  await ingest.ingest([paid(), paid({ email: "grace@example.com" }), cart()]);
  expect(await conversions(db)).toMatchObject([
    { heldOut: false, attributed: true, sinceStart: true, value: "12.5000", currency: "EUR" },
  ]);
  await passHours(db, 24 * 8);
  await ingest.ingest([paid()]);
  expect(await conversions(db)).toHaveLength(1);
});

test("an event that comes late counts by when it happened, and one told again counts once", async () => {
  const { db } = await testDatabase(12);
  await withGoal(db);
  const ingest = createIngest(db);
  await ingest.ingest([cart()]);
  await passHours(db, 24 * 8);
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await ingest.ingest([
    paid({ occurredAt: ago(24 * 9), keyValue: "before the start" }),
    paid({ occurredAt: ago(0), keyValue: "behind the window" }),
    paid({ past: true, keyValue: "nobody knows when" }),
  ]);
  expect(await conversions(db)).toEqual([]);
  const late = paid({ occurredAt: ago(24 * 5), keyValue: "late", messageId: "late" });
  const api = severalApis(db, 4);
  await Promise.all(Array.from({ length: 40 }, (_, n) => api(n).ingest([late])));
  expect(await conversions(db)).toHaveLength(1);
  await ingest.ingest([paid({ past: true, occurredAt: ago(24 * 3), keyValue: "for the record" })]);
  expect(await conversions(db)).toHaveLength(2);
});

test("whoever is held out converts within the window from when the run would have started", async () => {
  const { db } = await testDatabase();
  const workflow = await withGoal(db);
  await changeHoldout(contextOf(db), workflow.id, { percent: 50 });
  const ingest = createIngest(db);
  const addresses = Array.from({ length: 40 }, (_, n) => `p${n}@example.com`);
  const carts = await ingest.ingest(addresses.map((email) => cart({ email })));
  const email = addresses.find((_, index) => {
    const result = carts[index];
    return result && "decisions" in result && result.decisions[0]?.outcome === "held_out";
  });
  if (email === undefined) throw new Error("nobody of forty was held out");
  await passHours(db, 1);
  await ingest.ingest([paid({ email })]);
  expect(await conversions(db)).toMatchObject([
    { heldOut: true, attributed: false, sinceStart: true, messageId: null },
  ]);
  await passHours(db, 24 * 7);
  await ingest.ingest([paid({ email })]);
  expect(await conversions(db)).toHaveLength(1);
});

test("an event counts once for each workflow, and of all their messages for one, by the touch that was chosen", async () => {
  const { db } = await testDatabase();
  const [one, other] = [await withGoal(db), await withGoal(db)];
  const ingest = createIngest(db);
  await ingest.ingest([cart()]);
  await passHours(db, 5);
  const first = await sendMessage(db, one, { clicked: true });
  await passHours(db, 2);
  const second = await sendMessage(db, other, { clicked: true });
  await passHours(db, 1);
  await sendMessage(db, other);
  await passHours(db, 1);
  const creditedBy = async (which: "last" | "first", by: "sent" | "clicked") => {
    await changeWorkspace(contextOf(db), { attribution: { which, by } });
    await db.query("delete from conversions");
    await ingest.ingest([paid()]);
    const found = await conversions(db);
    expect(found.map(({ workflowId }) => workflowId)).toEqual([one.id, other.id].toSorted());
    return found.flatMap(({ messageId }) => messageId ?? []);
  };
  expect(await creditedBy("last", "clicked")).toEqual([second]);
  expect(await creditedBy("first", "clicked")).toEqual([first]);
  expect(await creditedBy("first", "sent")).toEqual([first]);
  const [last] = await creditedBy("last", "sent");
  expect([first, second]).not.toContain(last);
});

test("where the window follows a click, what comes without one counts for the comparison only", async () => {
  const { db } = await testDatabase();
  const workflow = await withGoal(db, { window: { ...week, after: "clicked" } });
  const ingest = createIngest(db);
  await ingest.ingest([cart()]);
  await passHours(db, 1);
  await sendMessage(db, workflow);
  await passHours(db, 1);
  await ingest.ingest([paid()]);
  expect(await conversions(db)).toMatchObject([{ attributed: false, sinceStart: true }]);
  await sendMessage(db, workflow, { clicked: true });
  // The click is long ago, and the start longer.
  await passHours(db, 24 * 6 + 23);
  await ingest.ingest([paid()]);
  expect((await conversions(db))[1]).toMatchObject({ attributed: true, sinceStart: false });
});

test("a filter decides what counts, and neither a machine nor a segment's member has done what an event tells", async () => {
  const { db } = await testDatabase();
  const filter = { ">": [{ var: "event.params.totalCost" }, 10] };
  await withGoal(db, { filter });
  const ingest = createIngest(db);
  await ingest.ingest([cart()]);
  await passHours(db, 1);
  await ingest.ingest([
    paid({ params: { totalCost: 9, currency: "EUR" } }),
    paid({ source: "click", params: { totalCost: 99, machine: true } }),
    paid({ onlyBinding: newId() }),
  ]);
  expect(await conversions(db)).toEqual([]);
  await ingest.ingest([paid({ params: { totalCost: 11 } })]);
  expect(await conversions(db)).toMatchObject([{ value: null, currency: null }]);
});

test("a run that starts together with the event is not what has led to it", async () => {
  const { db } = await testDatabase();
  const workflow = await makeWorkflow(db, { bindings: [{ ...onCart, eventTypeKey: "paid" }] });
  const goal = goalBody.parse({ eventTypeKey: "paid", window: week });
  await changeGoal(contextOf(db), workflow.id, goal);
  await createIngest(db).ingest([paid(), paid()]);
  expect(await conversions(db)).toEqual([]);
});

test("an event of no goal's type asks no statement more, one of a goal's asks one, and one more where it converts", async () => {
  const { db } = await testDatabase();
  const { counts, counted } = countedStatements(db);
  const ingest = createIngest(counted);
  const statements = async (event: IncomingEvent): Promise<number | undefined> => {
    counts.length = 0;
    await ingest.ingest(Array.from({ length: 50 }, (_, n) => ({ ...event, keyValue: `${n}` })));
    return counts.at(-1);
  };
  await statements(paid());
  const without = await statements(paid());
  await withGoal(db);
  await statements(incoming({ typeKey: "seen" }));
  expect(await statements(incoming({ typeKey: "seen" }))).toBe(without);
  expect(await statements(paid())).toBe((without ?? 0) + 1);
  await ingest.ingest([cart()]);
  await passHours(db, 1);
  expect(await statements(paid())).toBe((without ?? 0) + 2);
  expect(await conversions(db)).toHaveLength(50);
});

test("what a visitor has bought is the account's when they sign in", async () => {
  const { db } = await testDatabase();
  await withGoal(db);
  const ingest = createIngest(db);
  const device = { kind: "pushToken", value: "device" } as const;
  const account = { kind: "email", value: "ada@example.com" } as const;
  await ingest.ingest([cart({ identities: [device] })]);
  await passHours(db, 1);
  await ingest.ingest([paid({ identities: [device] })]);
  await ingest.ingest([incoming({ typeKey: "seen", identities: [account] })]);
  const [signedIn] = await ingest.ingest([
    incoming({ typeKey: "seen", identities: [account, device] }),
  ]);
  const contactId = signedIn && "contactId" in signedIn ? signedIn.contactId : null;
  expect(await conversions(db)).toMatchObject([{ contactId }]);
});
