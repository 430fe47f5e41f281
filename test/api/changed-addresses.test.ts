import { beforeEach, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});

const basic = (): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`any:${app.key}`).toString("base64")}`,
});
const segmentKey = () => ({
  authorization: `Basic ${Buffer.from(`${app.key}:`).toString("base64")}`,
});
const upsert = async (body: object) =>
  (await app.call("POST", "/api/v1/contacts/upsert", body)).body;
const send = async (params: object) => {
  const event = { eventTypeKey: "cartLeft", keyValue: "1", params };
  return (await app.call("POST", "/api/v1/event", event)).body;
};
const contact = async (id: string) => (await app.call("GET", `/api/v1/contacts/${id}`)).body;

const before = { contactId: "7", email: "old@example.com" };

/** Every way in which a contact's address is replaced. */
const ways: [string, (id: string) => Promise<unknown>][] = [
  ["an upsert", () => upsert({ contactId: "7", email: "new@example.com" })],
  ["a change", (id) => app.call("PATCH", `/api/v1/contacts/${id}`, { email: "new@example.com" })],
  [
    "Segment's identify",
    () => {
      const identify = { type: "identify", userId: "7", traits: { email: "new@example.com" } };
      return app.call("POST", "/v1/identify", identify, segmentKey());
    },
  ],
  [
    "PostHog's $set",
    () => {
      const properties = { $set: { email: "new@example.com" } };
      const event = { event: "$set", distinct_id: "7", properties, api_key: app.key };
      return app.call("POST", "/capture/", event);
    },
  ],
  [
    "Customer.io's identify",
    () => app.call("PUT", "/api/v1/customers/7", { email: "new@example.com" }, basic()),
  ],
  [
    "Reteno's update",
    (id) => {
      const channels = [{ type: "email", value: "new@example.com" }];
      return app.call("PUT", `/api/v1/contact/${id}`, { channels }, basic());
    },
  ],
  [
    "an import",
    () => {
      const channels = [{ type: "email", value: "new@example.com" }];
      const contacts = [{ externalCustomerId: "7", channels }];
      const body = { contacts, dedupeOn: "externalCustomerId" };
      return app.call("POST", "/api/v1/contacts", body, basic());
    },
  ],
];

test.each(ways)(
  "an address that is given up by %s stops finding its owner",
  async (_way, change) => {
    const ada = (await upsert(before)).contact.id;
    await change(ada);
    expect((await contact(ada)).email).toBe("new@example.com");
    const late = await send({ email: "old@example.com" });
    expect(late.contactId).not.toBe(ada);
    expect((await send({ email: "new@example.com" })).contactId).toBe(ada);
    expect((await contact(ada)).unowned).toEqual([
      {
        kind: "email",
        value: "old@example.com",
        reason: "given_up",
        since: expect.any(String),
        contactId: late.contactId,
      },
    ]);
  },
);

test("an event that still names the old address does not bring it back, and says so", async () => {
  const ada = (await upsert(before)).contact.id;
  await upsert({ contactId: "7", email: "new@example.com" });
  const late = await send({ contactId: "7", email: "old@example.com" });
  expect(late).toMatchObject({ contactId: ada, ignored: [{ value: "old@example.com" }] });
  expect(late.ignored[0].reason).toContain("given this address up");
  expect((await send({ email: "old@example.com" })).contactId).not.toBe(ada);
});

test("whoever changes back has the old address again", async () => {
  const ada = (await upsert(before)).contact.id;
  await upsert({ contactId: "7", email: "new@example.com" });
  await upsert(before);
  expect((await send({ email: "old@example.com" })).contactId).toBe(ada);
  expect((await contact(ada)).unowned).toMatchObject([{ value: "new@example.com" }]);
  await app.call("PATCH", `/api/v1/contacts/${ada}`, { email: "new@example.com" });
  await app.call("PATCH", `/api/v1/contacts/${ada}`, { email: "old@example.com" });
  expect((await send({ contactId: "7", email: "old@example.com" })).ignored).toBeUndefined();
});

test("a phone that is given up stops finding its owner", async () => {
  const ada = (await upsert({ contactId: "7", phone: "+442071838750" })).contact.id;
  await upsert({ contactId: "7", phone: "+380501234567" });
  expect((await send({ phone: "+442071838750" })).contactId).not.toBe(ada);
});

test("a second address that an event adds is no change: both find the contact", async () => {
  const ada = (await upsert(before)).contact.id;
  await send({ contactId: "7", email: "second@example.com" });
  expect((await contact(ada)).email).toBe("old@example.com");
  for (const email of ["old@example.com", "second@example.com"]) {
    expect((await send({ email })).contactId).toBe(ada);
  }
  // Found by the second address alone, nothing says that the first is gone.
  await upsert({ email: "second@example.com", firstName: "Ada" });
  expect((await send({ email: "old@example.com" })).contactId).toBe(ada);
});

test("an identity of another contact is told by the answer, the event and the contact", async () => {
  const ada = (await upsert({ contactId: "ada", email: "home@example.com" })).contact.id;
  const sent = await send({ contactId: "bob", email: "home@example.com" });
  const conflicts = [{ kind: "email", value: "home@example.com" }];
  expect(sent.conflicts).toEqual(conflicts);
  const event = await app.call("GET", `/api/v1/events/${sent.eventId}`);
  expect(event.body.conflict).toEqual(conflicts);
  const list = {
    events: [{ eventTypeKey: "a", params: { contactId: "bob", email: "home@example.com" } }],
  };
  expect((await app.call("POST", "/api/v1/events", list)).body.results[0].conflicts).toEqual(
    conflicts,
  );
  expect((await contact(sent.contactId)).unowned).toMatchObject([
    { value: "home@example.com", reason: "belongs_to_another", contactId: ada },
  ]);
  await app.call("DELETE", `/api/v1/contacts/${ada}`);
  expect((await contact(sent.contactId)).unowned).toMatchObject([{ contactId: null }]);
});

test("an import names the rows whose address belongs to another contact, and takes them", async () => {
  await upsert({ contactId: "ada", email: "home@example.com" });
  const row = (id: string) => ({
    externalCustomerId: id,
    firstName: id,
    channels: [{ type: "email", value: "home@example.com" }],
  });
  const contacts = [row("ada"), row("bob")];
  const body = { contacts, dedupeOn: "externalCustomerId" };
  const answer = await app.call("POST", "/api/v1/contacts", body, basic());
  expect(answer.body.failedContacts).toEqual([
    { index: 1, message: expect.stringContaining("home@example.com belongs to another contact") },
  ]);
  const found = await app.call("GET", "/api/v1/contacts/search?contactId=bob");
  expect(found.body.items).toMatchObject([{ firstName: "bob", email: null }]);
});

test("an import by e-mail names the rows that were taken as a contact with another id", async () => {
  await upsert({ contactId: "ada", email: "home@example.com" });
  const channels = [{ type: "email", value: "home@example.com" }];
  const contacts = [
    { externalCustomerId: "ada", channels },
    { externalCustomerId: "bob", channels },
  ];
  const { body } = await app.call(
    "POST",
    "/api/v1/contacts",
    { contacts, dedupeOn: "email" },
    basic(),
  );
  expect(body.failedContacts).toEqual([
    { index: 1, message: expect.stringContaining('found as the contact "ada"') },
  ]);
});

test("an import says of which rows an id named nobody, and takes those that have another", async () => {
  const channels = [{ type: "email", value: "ada@example.com" }];
  const contacts = [{ externalCustomerId: "undefined", channels }];
  const importBy = async (dedupeOn: string) =>
    (await app.call("POST", "/api/v1/contacts", { contacts, dedupeOn }, basic())).body
      .failedContacts;
  expect(await importBy("email")).toEqual([
    { index: 0, message: expect.stringMatching(/^taken, but contactId "undefined" was ignored/) },
  ]);
  expect(await importBy("externalCustomerId")).toEqual([
    { index: 0, message: expect.stringMatching(/^has nothing by which it could be found/) },
  ]);
  const all = await app.call("GET", "/api/v1/contacts/search");
  expect(all.body.items).toMatchObject([{ email: "ada@example.com" }]);
});

test("an address whose owner had unsubscribed before they gave it up stays unsubscribed", async () => {
  const ada = (await upsert(before)).contact.id;
  await app.call("POST", "/api/v1/customers/7/suppress", undefined, basic());
  expect((await contact(ada)).unsubscribed).toBe(true);
  await upsert({ contactId: "7", email: "new@example.com" });
  const late = await send({ email: "old@example.com" });
  expect((await contact(late.contactId)).unsubscribed).toBe(true);
});

test("who unsubscribes after giving an address up says nothing of its next owner", async () => {
  await upsert(before);
  await upsert({ contactId: "7", email: "new@example.com" });
  await app.call("POST", "/api/v1/customers/7/suppress", undefined, basic());
  const late = await send({ email: "old@example.com" });
  expect((await contact(late.contactId)).unsubscribed).toBe(false);
});
