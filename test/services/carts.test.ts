import { beforeEach, expect, test } from "vitest";
import type { Database, Sql } from "../../src/db/core/database.ts";
import { cartOfContact, takeIdleCarts } from "../../src/db/contacts/carts.ts";
import { eraseContact } from "../../src/db/contacts/erase-contact.ts";
import { ingestInTransaction } from "../../src/ingest/ingest-in-transaction.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { findAbandonedCarts } from "../../src/services/carts/find-abandoned.ts";
import { mergeContacts } from "../../src/services/contacts/merge.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { incomingOrder } from "../../src/services/orders/incoming-order.ts";
import { saveOrders } from "../../src/services/orders/save.ts";
import { changeWorkspace } from "../../src/services/workspace/workspace.ts";
import { afterwards } from "../support/afterwards.ts";
import { contextOf } from "../support/context.ts";
import { countedStatements } from "../support/counted-statements.ts";
import { testDatabase } from "../support/database.ts";

interface Asked {
  text: string;
  values: readonly unknown[];
}

let db: Database;
let context: ServiceContext;
const mug = { productId: "mug", name: "Mug", price: 12 };
const lamp = { productId: "lamp", name: "Lamp", price: 30 };

beforeEach(async () => {
  ({ db } = await testDatabase());
  context = contextOf(db);
});

async function contact(): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
  await db.query(
    "insert into contact_identities (contact_id, kind, value) values ($1, 'contactId', $2)",
    [id, id],
  );
  return id;
}

async function told(who: string, params: object, occurredAt?: Date): Promise<void> {
  await db.tx((sql) => ingestInTransaction(sql, [event(who, params, occurredAt)]));
}

const event = (who: string, params: object, occurredAt?: Date) => ({
  typeKey: "cartUpdated",
  keyValue: who,
  params: { ...params },
  identities: [],
  knownContactId: who,
  source: "api",
  ...(occurredAt !== undefined && { occurredAt }),
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/** As if so long had passed without anything that happens to carts. */
async function pass(minutes: number): Promise<void> {
  await db.query("update carts set idle_since = idle_since - make_interval(mins => $1)", [minutes]);
}

async function ordered(who: string, more: object = {}): Promise<void> {
  const order = {
    externalOrderId: newId(),
    externalCustomerId: who,
    totalCost: 42,
    currency: "EUR",
    status: "INITIALIZED",
    date: new Date().toISOString(),
    ...more,
  };
  await saveOrders(context, [incomingOrder.parse(order)]);
}

async function abandoned(who?: string): Promise<Record<string, unknown>[]> {
  const rows = await db.query<{ params: Record<string, unknown> }>(
    `select e.params from events e join event_types t on t.id = e.type_id
      where t.key = 'cartAbandoned' and ($1::uuid is null or e.contact_id = $1) order by e.id`,
    [who ?? null],
  );
  return rows.map(({ params }) => params);
}

test("a cart that was left for an hour raises one event, which holds it; not before, and not again", async () => {
  const ada = await contact();
  const url = "https://shop.example.com/cart";
  await told(ada, {
    items: [mug],
    total: "12",
    currency: "eur",
    url,
    coupon: "X",
    Email: "a@b.eu",
  });
  await pass(59);
  expect(await findAbandonedCarts(context)).toBe(0);
  await pass(1);
  expect(await findAbandonedCarts(context)).toBe(1);
  expect(await findAbandonedCarts(context)).toBe(0);
  expect(await abandoned(ada)).toEqual([
    {
      items: [mug],
      total: 12,
      currency: "EUR",
      url,
      coupon: "X",
      changedAt: expect.stringMatching(/Z$/),
    },
  ]);
  expect((await cartOfContact(db, ada))?.abandonedAt).toBeInstanceOf(Date);
});

test("the workspace says how long; each change begins the wait again, and one after it another abandonment", async () => {
  await changeWorkspace(context, { cartAbandonedMinutes: 10 });
  const ada = await contact();
  await told(ada, { items: [mug] });
  await pass(9);
  await told(ada, { items: [mug, lamp] });
  await pass(9);
  expect(await findAbandonedCarts(context)).toBe(0);
  await pass(1);
  expect(await findAbandonedCarts(context)).toBe(1);
  await told(ada, { items: [lamp] });
  await pass(10);
  expect(await findAbandonedCarts(context)).toBe(1);
  expect((await abandoned()).map(({ items }) => items)).toEqual([[mug, lamp], [lamp]]);
});

test("an empty list clears a cart, also as text; an event without items leaves them", async () => {
  const [ada, bob, cid] = [await contact(), await contact(), await contact()];
  for (const who of [ada, bob, cid]) await told(who, { items: JSON.stringify([mug]), total: 5 });
  await told(ada, { items: [] });
  await told(bob, { items: "[]" });
  await told(cid, { total: 7, items: null });
  await pass(60);
  expect(await findAbandonedCarts(context)).toBe(1);
  expect(await abandoned(cid)).toMatchObject([{ items: [mug], total: 7 }]);
});

test("what says nothing of items makes no cart", async () => {
  const ada = await contact();
  await told(ada, { total: 5 });
  await pass(60);
  expect(await findAbandonedCarts(context)).toBe(0);
});

test("an update from before what is known changes nothing, and brings back no cleared cart", async () => {
  const ada = await contact();
  await told(ada, { items: [mug] }, minutesAgo(20));
  await told(ada, { items: [] }, minutesAgo(10));
  await told(ada, { items: [lamp] }, minutesAgo(15));
  expect((await cartOfContact(db, ada))?.items).toEqual([]);
  await told(ada, { items: [lamp] }, minutesAgo(5));
  // A clock that goes ahead counts as now.
  await told(ada, { items: [mug] }, minutesAgo(-600));
  await told(ada, { items: [lamp] });
  expect((await cartOfContact(db, ada))?.items).toEqual([lamp]);
});

test("an order clears the contact's cart, and what is told later of the time before it does not count", async () => {
  const ada = await contact();
  await told(ada, { items: [mug] });
  await ordered(ada, { date: new Date().toISOString().slice(0, 10) });
  expect((await cartOfContact(db, ada))?.items).toEqual([]);
  await told(ada, { items: [mug, lamp] }, minutesAgo(1));
  await pass(60);
  expect(await findAbandonedCarts(context)).toBe(0);
});

test("a cart of which is heard only after its order is not abandoned", async () => {
  const ada = await contact();
  await ordered(ada);
  await told(ada, { items: [mug] }, minutesAgo(5));
  await pass(60);
  expect(await findAbandonedCarts(context)).toBe(0);
  expect((await cartOfContact(db, ada))?.items).toEqual([]);
});

test("orders of long ago, later statuses, cancellations and carts that the shop calls abandoned clear nothing", async () => {
  const ada = await contact();
  await ordered(ada, { externalOrderId: "A-1" });
  await told(ada, { items: [mug] });
  await ordered(ada, { externalOrderId: "A-1", status: "DELIVERED" });
  await ordered(ada, { externalOrderId: "old", date: "2020-03-01" });
  await ordered(ada, { externalOrderId: "B-1", status: "CANCELLED" });
  await ordered(ada, { externalOrderId: "C-1", status: "ABANDONED_SHOPPING_CART" });
  expect((await cartOfContact(db, ada))?.items).toEqual([mug]);
  await ordered(ada, { externalOrderId: "C-1" });
  expect((await cartOfContact(db, ada))?.items).toEqual([]);
});

test("two sweeps at once find each of many carts once", async () => {
  const people = await Promise.all(Array.from({ length: 450 }, contact));
  await db.tx((sql) =>
    ingestInTransaction(
      sql,
      people.map((who) => event(who, { items: [mug] })),
    ),
  );
  await pass(60);
  const found = await Promise.all([1, 2, 3].map(() => findAbandonedCarts(context)));
  const last = await findAbandonedCarts(context);
  expect(found.reduce((sum, each) => sum + each, last)).toBe(450);
  const [row] = await db.query(
    `select count(*) as events, count(distinct e.contact_id) as contacts
       from events e join event_types t on t.id = e.type_id where t.key = 'cartAbandoned'`,
  );
  expect(row).toEqual({ events: 450, contacts: 450 });
});

test("of two contacts that become one, the cart that was changed last stays", async () => {
  const [ada, visitor, bob] = [await contact(), await contact(), await contact()];
  await told(ada, { items: [mug] }, minutesAgo(20));
  await told(visitor, { items: [lamp] }, minutesAgo(10));
  await context.transaction((inside) => mergeContacts(inside, { kept: ada, gone: visitor }));
  expect((await cartOfContact(db, ada))?.items).toEqual([lamp]);
  await context.transaction((inside) => mergeContacts(inside, { kept: bob, gone: ada }));
  expect((await cartOfContact(db, bob))?.items).toEqual([lamp]);
  await pass(60);
  expect(await findAbandonedCarts(context)).toBe(1);
});

test("a contact that is erased takes its cart along", async () => {
  const ada = await contact();
  await told(ada, { items: [mug] });
  await db.tx((sql) => eraseContact(sql, ada, []));
  expect(await db.query("select from carts")).toEqual([]);
});

test("only events that tell of a cart ask more of Postgres, and told for the record none does", async () => {
  const ada = await contact();
  const { counts, counted } = countedStatements(db);
  const ingest = createIngest(counted);
  afterwards(() => ingest.close());
  const named = {
    ...event(ada, { items: [mug] }),
    identities: [{ kind: "contactId", value: ada }] as const,
  };
  const asked = async (more: object): Promise<number> => {
    await ingest.ingest([{ ...named, identities: [...named.identities], ...more }]);
    return counts.at(-1) ?? 0;
  };
  await asked({ typeKey: "pageViewed" });
  const usual = await asked({ typeKey: "pageViewed" });
  expect(await asked({})).toBe(usual + 2);
  expect(await asked({ past: true })).toBe(usual);
});

test("a sweep finds what is due by its index, among however many carts", async () => {
  await db.query(
    `with made as (
       insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, 5000)
       returning id)
     insert into carts (contact_id, items, idle_since)
     select id, '["mug"]', case when random() < 0.5 then now() end from made`,
  );
  await db.query("analyze carts");
  await db.query("analyze contacts");
  const asked: Asked[] = [];
  const noting: Sql = {
    ...db,
    query: (statement, values = []) => {
      const text = typeof statement === "string" ? statement : statement.text;
      asked.push({ text, values });
      return db.query(statement, values);
    },
  };
  expect(await takeIdleCarts(noting, 60, 200)).toEqual([]);
  const [{ text, values }] = asked as [Asked];
  const [row] = await db.query<{ "QUERY PLAN": object }>(`explain (format json) ${text}`, values);
  const plan = JSON.stringify(row?.["QUERY PLAN"]);
  expect(plan).toContain('"Index Name":"carts_idle"');
  expect(plan).not.toContain("Seq Scan");
  expect(plan).not.toContain('"Node Type":"Sort"');
});
