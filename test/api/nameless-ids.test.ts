import { beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});

const basic = (): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`any:${app.key}`).toString("base64")}`,
});

/** Whom each event of the type is about, as its contact's e-mail; null: nobody. */
async function emailsOf(typeKey = "cartLeft"): Promise<(string | null)[]> {
  const { body } = await app.call("GET", `/api/v1/events?typeKey=${typeKey}`);
  const emails: (string | null)[] = [];
  for (const { contactId } of body.items as { contactId: string | null }[]) {
    const contact = contactId && (await app.call("GET", `/api/v1/contacts/${contactId}`)).body;
    emails.push(contact ? contact.email : null);
  }
  return emails.toReversed();
}

describe("two people with one id that names nobody stay two", () => {
  const two = ["ada@example.com", "bob@example.com"];
  const words = ["undefined", "null", "None", "NaN", "[object Object]", "0", "guest", 0, "-1"];

  test("in the API's own events, orders and contacts", async () => {
    for (const [index, word] of words.entries()) {
      for (const email of two) {
        const event = { eventTypeKey: "cartLeft", keyValue: `${index}/${email}` };
        const params = { contactId: word, contactKey: word, anonymousId: word, email };
        const { body } = await app.call("POST", "/api/v1/event", { ...event, params });
        expect(body.ignored, String(word)).toHaveLength(3);
        const order = { externalOrderId: `${index}/${email}`, externalCustomerId: word, email };
        const made = { status: "INITIALIZED", date: "2026-01-01T00:00:00Z", totalCost: 1 };
        const orders = [{ ...order, ...made, currency: "EUR" }];
        expect((await app.call("POST", "/api/v1/orders", { orders })).status).toBe(200);
        const upsert = await app.call("POST", "/api/v1/contacts/upsert", {
          contactId: word,
          email,
        });
        expect(upsert.body).toMatchObject({ made: false, contact: { email } });
        expect(upsert.body.ignored).toMatchObject([{ kind: "contactId", value: String(word) }]);
      }
    }
    expect(await emailsOf()).toEqual(words.flatMap(() => two));
    const all = await app.call("GET", "/api/v1/contacts/search");
    expect(all.body.items).toHaveLength(2);
  });

  test.each([
    [
      "/v1/track",
      (email: string) => ({ ...segment("track"), event: "cartLeft", ...traits(email) }),
    ],
    ["/v1/identify", (email: string) => ({ ...segment("identify"), traits: { email } })],
    ["/capture/", (email: string) => posthog({ event: "cartLeft", ...set(email) })],
    ["/capture/", (email: string) => posthog({ event: "$identify", ...set(email) })],
    ["/api/v3/event", (email: string) => reteno({ contactId: "undefined", email })],
    [
      "/api/v1/event",
      (email: string) =>
        reteno([
          { name: "externalCustomerId", value: "NaN" },
          { name: "email", value: email },
        ]),
    ],
    [
      "/api/v1/contact",
      (email: string) => ({
        externalCustomerId: "null",
        contactKey: "0",
        channels: [{ type: "email", value: email }],
      }),
    ],
    [
      "/api/v1/contacts",
      (email: string) => ({
        contacts: [{ externalCustomerId: "guest", channels: [{ type: "email", value: email }] }],
        dedupeOn: "email",
      }),
    ],
  ])("at %s", async (path, bodyOf) => {
    for (const email of two) {
      const given = bodyOf(email);
      const body = path === "/capture/" ? { ...given, api_key: app.key } : given;
      const headers = path === "/v1/track" || path === "/v1/identify" ? segmentKey() : basic();
      expect((await app.call("POST", path, body, headers)).status).toBe(200);
    }
    const { body } = await app.call("GET", "/api/v1/contacts/search");
    const emails = body.items.map(({ email }: { email: string | null }) => email);
    expect(emails.toSorted()).toEqual(two);
  });

  const segment = (type: string) => ({ type, userId: "undefined", anonymousId: "null" });
  const traits = (email: string) => ({ context: { traits: { email } }, messageId: email });
  const set = (email: string) => ({ properties: { $set: { email } }, uuid: email });
  const posthog = (given: object) => ({ distinct_id: "guest", ...given });
  const reteno = (params: unknown) => ({ eventTypeKey: "cartLeft", keyValue: "1", params });
  const segmentKey = () => ({
    authorization: `Basic ${Buffer.from(`${app.key}:`).toString("base64")}`,
  });
});

test("an event of an id that names nobody is kept, starts nothing, and says why", async () => {
  const sent = { eventTypeKey: "cartLeft", keyValue: "A-1", params: { contactId: "undefined" } };
  const { body } = await app.call("POST", "/api/v1/event", { ...sent, messageId: "m-1" });
  const ignored = [
    { kind: "contactId", value: "undefined", reason: expect.stringContaining("names nobody") },
  ];
  expect(body).toMatchObject({ contactId: null, ignored });
  const shown = await app.call("GET", `/api/v1/events/${body.eventId}`);
  expect(shown.body).toMatchObject({ contactId: null, contactMade: false, ignored });
  const again = await app.call("POST", "/api/v1/event", { ...sent, messageId: "m-1" });
  expect(again.body).toMatchObject({ duplicate: true, ignored });
});

test("an id that names nobody is no event's key, and hides no good id beside it", async () => {
  const params = { contactId: "undefined", externalCustomerId: "42", email: "ada@example.com" };
  const { body } = await app.call("POST", "/api/v1/event", { eventTypeKey: "cartLeft", params });
  const { body: event } = await app.call("GET", `/api/v1/events/${body.eventId}`);
  expect(event.key).toBe("42");
  expect(event.ignored).toMatchObject([{ value: "undefined" }]);
  const none = { eventTypeKey: "cartLeft", params: { contactId: "undefined" } };
  expect((await app.call("POST", "/api/v1/event", none)).status).toBe(400);
});

test("a contact of such ids alone is refused, naming them", async () => {
  const { status, body } = await app.call("POST", "/api/v1/contacts/upsert", { contactId: "0" });
  expect([status, body.errors[0].path]).toEqual([400, "contactId"]);
});

test("the account's own list counts from the next event on, whatever the case", async () => {
  const send = async (contactId: string) => {
    const event = { eventTypeKey: "sale", keyValue: "1", params: { contactId } };
    return (await app.call("POST", "/api/v1/event", event)).body.contactId;
  };
  expect(await send("walk-in")).not.toBeNull();
  await app.call("PATCH", "/api/v1/workspace", { ignoredIds: [" Walk-In ", "walk-in"] });
  expect((await app.call("GET", "/api/v1/workspace")).body.ignoredIds).toEqual([
    "Walk-In",
    "walk-in",
  ]);
  expect(await send("WALK-IN")).toBeNull();
  expect(await send("walk")).not.toBeNull();
});
