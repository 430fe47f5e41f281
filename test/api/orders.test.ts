import { contextOf } from "../support/context.ts";
import { describe, expect, test } from "vitest";
import { incomingOrder } from "../../src/services/orders/incoming-order.ts";
import type { Ingest } from "../../src/ingest/ingest.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { raisePendingOrderEvents } from "../../src/services/orders/raise-events.ts";
import { uploadOrders } from "../../src/services/orders/upload.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

const order = (more: object = {}) => ({
  externalOrderId: "A-1",
  totalCost: 59.9,
  status: "INITIALIZED",
  date: "2026-03-01T12:00:00Z",
  currency: "EUR",
  email: "Ada@Example.com",
  ...more,
});

const upload = (app: TestApp, ...orders: unknown[]) =>
  app.call("POST", "/api/v1/orders", { orders });

async function raised(app: Pick<TestApp, "db">): Promise<string[]> {
  const rows = await app.db.query<{ key: string; keyValue: string }>(
    `select t.key, e.key_value as "keyValue" from events e join event_types t on t.id = e.type_id
      order by e.id`,
  );
  return rows.map(({ key, keyValue }) => `${key} ${keyValue}`);
}

describe("an upload", () => {
  test("an order is kept, its contact found or made, its status's event raised", async () => {
    const app = await testApp();
    const items = [
      { externalItemId: 1, name: "Lamp", quantity: 2, cost: "29.95", url: "https://x.eu" },
    ];
    const answer = await upload(
      app,
      order({ items, restoreUrl: "https://x.eu/r", externalCustomerId: 7 }),
    );
    expect([answer.status, answer.body]).toEqual([200, {}]);
    const { body } = await app.call("GET", "/api/v1/orders/A-1");
    expect(body).toMatchObject({
      externalId: "A-1",
      status: "INITIALIZED",
      totalCost: 59.9,
      orderedAt: "2026-03-01T12:00:00.000Z",
      items: [{ name: "Lamp", cost: 29.95 }],
      details: { restoreUrl: "https://x.eu/r", externalCustomerId: "7" },
      statuses: [{ status: "INITIALIZED", eventId: expect.any(String) }],
    });
    const [event] = await app.db.query(
      `select key_value, params, contact_id, message_id, source from events where id = $1`,
      [body.statuses[0].eventId],
    );
    expect(event).toEqual({
      key_value: "A-1",
      params: {
        orderId: "A-1",
        status: "INITIALIZED",
        totalCost: 59.9,
        currency: "EUR",
        email: "Ada@Example.com",
        externalCustomerId: "7",
      },
      contact_id: body.contactId,
      message_id: "order/A-1/INITIALIZED",
      source: "order",
    });
    const contact = await app.call("GET", `/api/v1/contacts/${body.contactId}`);
    expect(contact.body).toMatchObject({ email: "ada@example.com", source: "order" });
  });

  test("faulty orders are listed with their paths, the others kept", async () => {
    const app = await testApp();
    const { status, body } = await upload(
      app,
      order({ externalOrderId: "good" }),
      order({ externalOrderId: "bad", totalCost: "much", status: "LOST", currency: "euro" }),
      order({ externalOrderId: 17, email: undefined }),
      "nothing",
      order({ externalOrderId: "also bad", email: "nobody" }),
    );
    expect(status).toBe(200);
    const paths = body.rejected.map(
      (each: { index: number; externalOrderId: string; errors: { path: string }[] }) => [
        each.index,
        each.externalOrderId,
        ...each.errors.map(({ path }) => path),
      ],
    );
    expect(paths).toEqual([
      [1, "bad", "orders[1].totalCost", "orders[1].status", "orders[1].currency"],
      [2, "17", "orders[2]"],
      [3, null, "orders[3]"],
      [4, "also bad", "orders[4].email"],
    ]);
    expect(await count(app.db, "orders")).toBe(1);
    expect(await raised(app)).toEqual(["orderINITIALIZED good"]);
  });

  test("1000 are taken at once; none and 1001 are a 400", async () => {
    const app = await testApp();
    const many = Array.from({ length: 1_000 }, (_, n) =>
      order({ externalOrderId: `A-${n}`, email: `person${n}@example.com` }),
    );
    expect((await upload(app, ...many)).body).toEqual({});
    expect(await count(app.db, "events")).toBe(1_000);
    expect((await upload(app)).status).toBe(400);
    expect((await upload(app, ...many, order())).status).toBe(400);
  });

  test("dates come with an offset, as local time (UTC is meant), or as a day", () => {
    const dateOf = (date: unknown) => incomingOrder.safeParse(order({ date })).data?.orderedAt;
    expect(dateOf("2026-03-01T14:00:00+02:00")).toEqual(new Date("2026-03-01T12:00:00Z"));
    expect(dateOf("2026-03-01T14:00:00.000+0200")).toEqual(new Date("2026-03-01T12:00:00Z"));
    expect(dateOf("2026-03-01T12:00:00")).toEqual(new Date("2026-03-01T12:00:00Z"));
    expect(dateOf("2026-03-01")).toEqual(new Date("2026-03-01T00:00:00Z"));
    for (const date of ["1.3.2026", "2026-02-30", 5, null]) expect(dateOf(date)).toBeUndefined();
  });
});

describe("a status raises its event once", () => {
  test("however often the order is uploaded, with whatever sums", async () => {
    const app = await testApp();
    await upload(app, order());
    await upload(app, order(), order({ totalCost: 70 }));
    // Message ids are forgotten after a while; what an order has reached is not.
    await app.db.query("truncate event_receipts");
    await upload(app, order({ totalCost: 80 }));
    expect(await raised(app)).toEqual(["orderINITIALIZED A-1"]);
    expect((await app.call("GET", "/api/v1/orders/A-1")).body.totalCost).toBe(80);
  });

  test("with two statuses of one order in one request: both, in their order", async () => {
    const app = await testApp();
    await upload(app, order(), order({ externalOrderId: "B-1" }), order({ status: "DELIVERED" }));
    expect(await raised(app)).toEqual([
      "orderINITIALIZED A-1",
      "orderINITIALIZED B-1",
      "orderDELIVERED A-1",
    ]);
  });

  test("when twenty uploads of it come at once", async () => {
    const app = await testApp();
    const statuses = ["INITIALIZED", "IN_PROGRESS"];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        upload(app, order({ status: statuses[n % 2] }), order({ externalOrderId: `Z-${n % 3}` })),
      ),
    );
    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => ({})));
    const events = await raised(app);
    expect(new Set(events).size).toBe(events.length);
    expect(events).toContain("orderIN_PROGRESS A-1");
    expect((await app.call("GET", "/api/v1/orders/A-1")).body.status).toBe("IN_PROGRESS");
  });

  test("late news changes nothing and raises nothing; a later date opens the order again", async () => {
    const app = await testApp();
    const state = async () => (await app.call("GET", "/api/v1/orders/A-1")).body;
    await upload(app, order({ status: "DELIVERED", totalCost: 1 }));
    await upload(app, order({ status: "IN_PROGRESS", totalCost: 2 }));
    await upload(app, order({ status: "DELIVERED", totalCost: 3, date: "2026-02-01" }));
    expect(await state()).toMatchObject({ status: "DELIVERED", totalCost: 1 });
    expect(await raised(app)).toEqual(["orderDELIVERED A-1"]);
    // Further on, though with a date to the day only.
    await upload(app, order({ status: "CANCELLED", date: "2026-03-01" }));
    await upload(app, order({ status: "IN_PROGRESS", date: "2026-03-02" }));
    await upload(app, order({ status: "CANCELLED", date: "2026-03-02" }));
    expect((await state()).status).toBe("CANCELLED");
    expect(await raised(app)).toEqual([
      "orderDELIVERED A-1",
      "orderCANCELLED A-1",
      "orderIN_PROGRESS A-1",
    ]);
  });
});

describe("after a crash between an order and its event", () => {
  async function crashed(kept: "before" | "after") {
    const { db } = await testDatabase();
    const real = createIngest(db);
    afterwards(() => real.close());
    const crashing: Ingest = {
      submit: () => Promise.reject(new Error("nothing offers orders' events")),
      ingest: async (events) => {
        if (kept === "after") await real.ingest(events);
        throw new Error("the process was killed");
      },
      close: () => Promise.resolve(),
    };
    await expect(uploadOrders(contextOf(db), crashing, [order()])).rejects.toThrow("killed");
    expect(await count(db, "orders")).toBe(1);
    expect(await raised({ db })).toEqual(kept === "after" ? ["orderINITIALIZED A-1"] : []);
    return { db, real };
  }

  const pending = "order_statuses where event_id is null";

  test.each(["before", "after"] as const)(
    "(%s the event was committed) the same upload again raises it, once",
    async (when) => {
      const { db, real } = await crashed(when);
      expect(await uploadOrders(contextOf(db), real, [order({ totalCost: 99 })])).toEqual({});
      expect(await raised({ db })).toEqual(["orderINITIALIZED A-1"]);
      expect(await count(db, pending)).toBe(0);
    },
  );

  test.each(["before", "after"] as const)(
    "(%s the event was committed) the sweep raises it, once, and leaves what is younger",
    async (when) => {
      const { db, real } = await crashed(when);
      const aMinuteAgo = new Date(Date.now() - 60_000);
      expect(await raisePendingOrderEvents(contextOf(db), real, aMinuteAgo)).toBe(0);
      await db.query("update order_statuses set reached_at = now() - interval '2 minutes'");
      expect(await raisePendingOrderEvents(contextOf(db), real, aMinuteAgo)).toBe(1);
      expect(await raisePendingOrderEvents(contextOf(db), real, aMinuteAgo)).toBe(0);
      expect(await raised({ db })).toEqual(["orderINITIALIZED A-1"]);
      expect(await count(db, pending)).toBe(0);
    },
  );

  test("the sweep raises all that is left over, in the order in which it was reached", async () => {
    const { db } = await testDatabase();
    const ingest = createIngest(db);
    afterwards(() => ingest.close());
    const many = Array.from({ length: 250 }, (_, n) => order({ externalOrderId: `A-${n}` }));
    await uploadOrders(contextOf(db), ingest, many);
    await db.query("update order_statuses set event_id = null");
    await db.query("truncate events, event_receipts, event_decisions");
    expect(
      await raisePendingOrderEvents(contextOf(db), ingest, new Date(Date.now() + 60_000)),
    ).toBe(250);
    expect(new Set(await raised({ db })).size).toBe(250);
    expect(await count(db, pending)).toBe(0);
  });
});

test("orders are listed by contact, the latest date first, paged without gaps", async () => {
  const app = await testApp();
  for (const [n, email] of ["a@b.eu", "c@b.eu", "a@b.eu", "a@b.eu"].entries()) {
    await upload(app, order({ externalOrderId: `A-${n}`, email, date: `2026-03-0${5 - n}` }));
  }
  const { body: first } = await app.call("GET", "/api/v1/orders/A-0");
  const ids: string[] = [];
  let after = "";
  do {
    const query = `contactId=${first.contactId}&limit=2${after}`;
    const { body } = await app.call("GET", `/api/v1/orders?${query}`);
    ids.push(...body.items.map(({ externalId }: { externalId: string }) => externalId));
    after = body.next === null ? "" : `&after=${body.next}`;
  } while (after !== "");
  expect(ids).toEqual(["A-0", "A-2", "A-3"]);
  expect((await app.call("GET", "/api/v1/orders")).body.items).toHaveLength(4);
});
