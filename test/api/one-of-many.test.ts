import { beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});

const event = (value: unknown) => ({
  eventTypeKey: "seen",
  keyValue: "k",
  params: { Email: "ada@example.com", x: value },
});
const order = (id: string, more: object = {}) => ({
  externalOrderId: id,
  externalCustomerId: "c",
  totalCost: 1,
  status: "DELIVERED",
  date: "2026-03-01",
  currency: "EUR",
  ...more,
});
const halfEmoji = "\ud83d";

/** JSON in which a number can stand that JavaScript has not. */
const withNumber = (body: object, number: string) =>
  JSON.stringify(body).replaceAll('"NUMBER"', number);

describe("of many, those that can't be kept are named by index and path, and the others are kept", () => {
  const bad: [unknown, string, RegExp][] = [
    ["a\0b", "", /NUL/],
    [`a${halfEmoji}b`, "", /surrogate/],
    [{ deep: ["fine", "\0"] }, ".deep[1]", /NUL/],
    [{ [`k${halfEmoji}`]: 1 }, "", /a key in it/],
    ["NUMBER", "", /out of range/],
  ];

  test("events", async () => {
    for (const [value, below, words] of bad) {
      const before = await count(app.db, "events");
      const body = { events: [event("good"), event(value), event("good, too")] };
      const answer = await app.call("POST", "/api/v1/events", withNumber(body, "1e400"));
      expect(answer.status).toBe(207);
      expect(answer.body.results).toMatchObject([
        { index: 0, status: "accepted" },
        {
          index: 1,
          status: "rejected",
          errors: [{ path: `events[1].params.x${below}`, message: expect.stringMatching(words) }],
        },
        { index: 2, status: "accepted" },
      ]);
      expect(await count(app.db, "events")).toBe(before + 2);
    }
  });

  test("orders", async () => {
    for (const [index, [value, below, words]] of bad.entries()) {
      const orders = [
        order(`a${index}`),
        order(`b${index}`, { additionalInfo: value }),
        order(`c${index}`),
      ];
      const answer = await app.call("POST", "/api/v1/orders", withNumber({ orders }, "-1e400"));
      expect(answer.status).toBe(200);
      expect(answer.body.rejected).toMatchObject([
        {
          index: 1,
          externalOrderId: `b${index}`,
          errors: [
            { path: `orders[1].additionalInfo${below}`, message: expect.stringMatching(words) },
          ],
        },
      ]);
    }
    expect(await count(app.db, "orders")).toBe(2 * bad.length);
  });

  test("contacts, past events and orders in Reteno's form", async () => {
    const basic = { authorization: `Basic ${Buffer.from(`any:${app.key}`).toString("base64")}` };
    const contact = (firstName: string, value: string) => ({
      firstName,
      channels: [{ type: "email", value }],
    });
    const contacts = await app.call(
      "POST",
      "/api/v1/contacts",
      { contacts: [contact("Ada", "ada@example.com"), contact("B\0b", "bob@example.com")] },
      basic,
    );
    expect(contacts.body.failedContacts).toMatchObject([
      { index: 1, message: expect.stringMatching(/firstName.*NUL/) },
    ]);
    const past = await app.call(
      "POST",
      "/api/v3/past_events",
      {
        events: [1, 2].map((n) => ({ ...event(n === 1 ? halfEmoji : n), occurred: "2026-03-01" })),
      },
      basic,
    );
    expect(past.body.rejected).toMatchObject([
      { index: 0, errors: [{ path: "events[0].params.x" }] },
    ]);
    const orders = await app.call(
      "POST",
      "/api/v1/orders",
      { orders: [order("r1", { deliveryAddress: "\0" }), order("r2")] },
      basic,
    );
    expect(orders.body.rejected).toMatchObject([{ index: 0 }]);
    expect(await count(app.db, "orders")).toBe(1);
  });

  test("what stands outside of the list still refuses the request", async () => {
    const answer = await app.call("POST", "/api/v1/events", { events: [event(1)], more: "\0" });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ path: "more" }]);
  });
});

describe("null is as absent for every field that may be left out", () => {
  test("in events, orders, contacts, workflows' bindings and the query of lists", async () => {
    const nulls = { messageId: null, occurredAt: null, contact: null };
    expect((await app.call("POST", "/api/v1/event", { ...event(1), ...nulls })).status).toBe(200);
    const list = await app.call("POST", "/api/v1/events", {
      events: [
        { ...event(1), ...nulls },
        { eventTypeKey: "seen", keyValue: "k", params: null },
      ],
    });
    expect(list.body.results).toMatchObject([{ status: "accepted" }, { status: "accepted" }]);
    const orders = [order("n", { additionalInfo: null, items: null, shipping: null })];
    expect((await app.call("POST", "/api/v1/orders", { orders })).body).toEqual({});
    const upsert = { contactId: "c9", attributes: null, timeZone: null };
    expect((await app.call("POST", "/api/v1/contacts/upsert", upsert)).status).toBe(200);
    const type = { key: "typed", name: "Typed", category: null, description: null };
    const made = await app.call("POST", "/api/v1/event-types", type);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
  });

  test("and a field that is needed is missing where it is null", async () => {
    const answer = await app.call("POST", "/api/v1/event", { ...event(1), eventTypeKey: null });
    expect(answer.body.errors).toMatchObject([{ path: "eventTypeKey", message: "is missing" }]);
  });

  test("where null means something, it keeps its meaning", async () => {
    const given = { contactId: "c8", firstName: "Ada", attributes: { city: "Kyiv" } };
    const { body } = await app.call("POST", "/api/v1/contacts/upsert", given);
    const { id } = body.contact as { id: string };
    const change = { firstName: null, attributes: { city: null } };
    const changed = await app.call("PATCH", `/api/v1/contacts/${id}`, change);
    expect(changed.body).toMatchObject({ firstName: null, attributes: {} });
  });
});

test("a key is kept as it is given, but for the blanks around it", async () => {
  const sent = await app.call("POST", "/api/v1/event", {
    ...event(1),
    eventTypeKey: " Seen  Twice\t",
    keyValue: "\u00a0 aB  01001 ",
    params: { " Order Total ": 5, "order.total": 6 },
  });
  const { body } = await app.call("GET", `/api/v1/events/${sent.body.eventId}`);
  expect(body).toMatchObject({
    type: { key: "Seen  Twice" },
    key: "aB  01001",
    params: { "Order Total": 5, "order.total": 6 },
  });
  const twice = await app.call("POST", "/api/v1/event", { ...event(1), params: { a: 1, "a ": 2 } });
  expect(twice.body.errors).toMatchObject([{ message: '"a" is there twice' }]);
});
