import { expect, test } from "vitest";
import type { Identity } from "../../src/domain/identity.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { ingestInTransaction } from "../../src/ingest/ingest-in-transaction.ts";
import { severalApis } from "../support/apis.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";

const id = (value: string): Identity => ({ kind: "contactId", value });
const email = (value: string): Identity => ({ kind: "email", value });
const device = (value: string): Identity => ({ kind: "anonymousId", value });
const token = (value: string): Identity => ({ kind: "pushToken", value });

const threeDays = { kind: "period", every: 3, unit: "days", window: "rolling", timeZone: "UTC" };

async function setUp(start: object = {}, others: object[] = []) {
  const { db } = await testDatabase(10);
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, ...start }, ...others] });
  const ingest = createIngest(db);
  const send = async (identities: Identity[], more: object = {}) => {
    const [result] = await ingest.ingest([incoming({ identities, ...more })]);
    if (result?.outcome !== "accepted") throw new Error("not accepted");
    return { contactId: result.contactId, eventId: result.eventId, ...result.decisions[0] };
  };
  return { db, ingest, send };
}

test("a visitor named beside a known account becomes it, with all that is theirs", async () => {
  const { db, send } = await setUp();
  const account = await send([id("42"), email("ada@example.com")], { typeKey: "seen" });
  const cart = await send([device("tab-1")]);
  expect(cart.contactId).not.toBe(account.contactId);
  await send([id("42"), device("tab-1")], { typeKey: "signedIn" });
  const tables = ["events", "runs", "contact_identities"];
  for (const table of tables) {
    const rows = await db.query<{ contact: string }>(
      `select distinct contact_id as contact from ${table}`,
    );
    expect(rows, table).toEqual([{ contact: account.contactId }]);
  }
  expect(await db.query("select id from contacts")).toEqual([{ id: account.contactId }]);
  expect(await db.query("select status from runs")).toEqual([{ status: "pending" }]);
  expect(await db.query("select 1 from run_signals")).toEqual([]);
  expect((await send([device("tab-1")], { typeKey: "seen" })).contactId).toBe(account.contactId);
});

test("a device's push token goes along, and an order is the account's", async () => {
  const { db, send } = await setUp();
  const visitor = await send([device("app-1"), token("t-1")], { typeKey: "seen" });
  await db.query(
    `insert into orders (id, external_id, status, contact_id, ordered_at, total_cost, currency)
     values (gen_random_uuid(), 'A-1', 'INITIALIZED', $1, now(), 1, 'EUR')`,
    [visitor.contactId],
  );
  const account = await send([email("ada@example.com")], { typeKey: "seen" });
  await send([email("ada@example.com"), token("t-1")], { typeKey: "seen" });
  expect(await db.query("select contact_id as whose from orders")).toEqual([
    { whose: account.contactId },
  ]);
  expect((await send([device("app-1")])).contactId).toBe(account.contactId);
});

test("a browser that two people share stays with whom it knows", async () => {
  const { send } = await setUp();
  const ada = await send([id("ada"), device("shared")]);
  const bob = await send([id("bob")]);
  const again = await send([id("bob"), device("shared")]);
  expect(again.contactId).toBe(bob.contactId);
  expect((await send([device("shared")])).contactId).toBe(ada.contactId);
});

test("two visitors are no person, and stay two", async () => {
  const { send } = await setUp();
  const first = await send([device("tab-1")]);
  const second = await send([token("t-2")]);
  await send([token("t-2"), device("tab-1")]);
  expect((await send([device("tab-1")])).contactId).toBe(first.contactId);
  expect(second.contactId).not.toBe(first.contactId);
});

test("within one batch, and with an account that is made in it", async () => {
  const { db, ingest, send } = await setUp();
  const visitor = await send([device("old")], { typeKey: "seen" });
  const results = await ingest.ingest([
    incoming({ identities: [device("old")], keyValue: "1" }),
    incoming({ identities: [device("new")], keyValue: "2" }),
    incoming({ identities: [id("42")], keyValue: "3" }),
    incoming({ identities: [id("42"), device("old"), device("new")], keyValue: "4" }),
    incoming({ identities: [device("old")], keyValue: "5" }),
  ]);
  const contacts = results.map((result) => "contactId" in result && result.contactId);
  expect(new Set(contacts).size).toBe(1);
  expect(contacts[0]).not.toBe(visitor.contactId);
  expect(await db.query("select id from contacts")).toEqual([{ id: contacts[0] }]);
  expect(await db.query("select distinct contact_id as id from runs")).toEqual([
    { id: contacts[0] },
  ]);
});

test("a wait of the visitor's run is ended by an event of the account", async () => {
  const { db, send } = await setUp();
  const cart = await send([device("tab-1")]);
  const [type] = await db.query<{ id: string }>(
    "insert into event_types (id, key, name, category, source) values (gen_random_uuid(), 'paid', 'paid', 'other', 'api') returning id",
  );
  await db.query(
    `insert into version_awaits (version_id, event_type_id) select version_id, $1 from runs limit 1`,
    [type?.id],
  );
  await db.query(
    `insert into run_waits (id, run_id, block_id, visit, kind, event_type_id, contact_id)
     values (gen_random_uuid(), $1, 'wait', 1, 'wait', $2, $3)`,
    [cart.runId, type?.id, cart.contactId],
  );
  await send([id("42")], { typeKey: "seen" });
  await send([id("42"), device("tab-1")], { typeKey: "signedIn" });
  const paid = await send([id("42")], { typeKey: "paid" });
  expect(await db.query("select event_id as by from run_waits")).toEqual([{ by: paid.eventId }]);
  expect(await db.query("select kind from run_signals")).toEqual([{ kind: "wake" }]);
});

test("a stop of the account ends the visitor's run", async () => {
  const { db, send } = await setUp({}, [{ role: "stop", eventTypeKey: "paid" }]);
  const cart = await send([device("tab-1")]);
  await send([id("42")], { typeKey: "seen" });
  const paid = await send([id("42"), device("tab-1")], { typeKey: "paid", keyValue: "B" });
  expect(paid).toMatchObject({ outcome: "stopped", stopped: 1 });
  expect(await db.query("select run_id as id from run_signals")).toEqual([{ id: cart.runId }]);
});

test("of once, a launch of either counts", async () => {
  const { send } = await setUp({ frequency: { kind: "once" } });
  await send([device("tab-1")]);
  await send([id("42")], { typeKey: "seen" });
  const after = await send([id("42"), device("tab-1")]);
  expect(after).toMatchObject({ outcome: "suppressed", until: null });
});

test("of a window the visitor's counts where the account has none open", async () => {
  const { db, send } = await setUp({ frequency: threeDays });
  await send([id("42")]);
  await db.query(
    "update launch_gates set launched_at = now() - interval '9 days', next_allowed_at = now() - interval '6 days'",
  );
  await send([device("tab-1")]);
  const [visitors] = await db.query<{ until: Date }>(
    "select next_allowed_at as until from launch_gates where next_allowed_at > now()",
  );
  const after = await send([id("42"), device("tab-1")]);
  expect(after).toMatchObject({ outcome: "suppressed", until: visitors?.until });
});

test("an open window of the account's own is not made longer: the first event after it launches", async () => {
  const { db, send } = await setUp({ frequency: threeDays });
  await send([id("42")]);
  await db.query(
    "update launch_gates set launched_at = now() - interval '2 days', next_allowed_at = now() + interval '1 day'",
  );
  const [own] = await db.query<{ until: Date }>(
    "select next_allowed_at as until from launch_gates",
  );
  await send([device("tab-1")]);
  const after = await send([id("42"), device("tab-1")]);
  expect(after).toMatchObject({ outcome: "suppressed", until: own?.until });
  expect(await db.query("select 1 from launch_gates")).toHaveLength(1);
});

test("sign-ins and events of the visitor at the same moment leave nothing with nobody", async () => {
  const { db, send } = await setUp();
  const api = severalApis(db, 6);
  for (let n = 0; n < 8; n++) await send([id(`u-${n}`)], { typeKey: "seen" });
  for (let n = 0; n < 8; n++) await send([device(`tab-${n}`)], { typeKey: "seen" });
  const events = Array.from({ length: 160 }, (_, n) => {
    const person = n % 8;
    const identities =
      n % 5 === 0 ? [id(`u-${person}`), device(`tab-${person}`)] : [device(`tab-${person}`)];
    return { n, event: incoming({ identities, keyValue: String(n) }) };
  });
  await Promise.all(events.map(({ n, event }) => api(n).ingest([event])));
  expect(await db.query("select id from contacts")).toHaveLength(8);
  for (const table of ["events", "runs"]) {
    const lost = await db.query(
      `select 1 from ${table} where contact_id not in (select id from contacts)`,
    );
    expect(lost, table).toEqual([]);
  }
  expect(await db.query("select 1 from runs")).toHaveLength(160);
});

test("an event of a visitor who is being merged waits, and is the account's", async () => {
  const { db, send } = await setUp();
  const account = await send([id("42")], { typeKey: "seen" });
  await send([device("tab-1")], { typeKey: "seen" });
  let late: ReturnType<typeof send> | undefined;
  await db.tx(async (sql) => {
    await ingestInTransaction(sql, [
      incoming({ typeKey: "signedIn", identities: [id("42"), device("tab-1")] }),
    ]);
    late = send([device("tab-1")]);
    await eventually("the event to wait", async () => {
      const waiting = await db.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return waiting.length > 0;
    });
  });
  expect((await late)?.contactId).toBe(account.contactId);
});
