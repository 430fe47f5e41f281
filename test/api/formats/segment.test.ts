import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { activeWorkflow } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const raw = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const authorization = `Basic ${Buffer.from(`${api.key}:`).toString("base64")}`;
  const response = await fetch(api.url + path, {
    method: "POST",
    headers: { authorization, "content-type": "application/json", ...headers },
    body: raw as string,
  });
  return { status: response.status, body: await response.json(), response };
}

const track = (event: string, more: object = {}) => ({
  type: "track",
  event,
  userId: "u-1",
  messageId: `m-${event}`,
  ...more,
});
const success = { success: true };

test("a body counts however it comes: gzip said or unsaid, as a form, as a beacon's text", async () => {
  const packed = (event: string) => gzipSync(JSON.stringify(track(event)));
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const answers = [
    await post("/v1/track", packed("a"), { "content-encoding": "gzip" }),
    await post("/v1/t", packed("b"), form),
    await post("/v1/t/", packed("c"), { ...form, "content-encoding": "gzip" }),
    await post("/v1/t", JSON.stringify({ ...track("d"), writeKey: api.key }), {
      authorization: "",
      "content-type": "text/plain",
    }),
  ];
  expect(answers.map(({ body }) => body)).toEqual([success, success, success, success]);
  expect(Object.keys(await eventsOf(api.db))).toEqual(["a", "b", "c", "d"]);
});

test("a packed body that unpacks to more than 5 MiB is refused with 413, with or without its header", async () => {
  const bomb = gzipSync(Buffer.alloc(6 * 1024 * 1024, " "));
  const said = await post("/v1/batch", bomb, { "content-encoding": "gzip" });
  const unsaid = await post("/v1/batch", bomb);
  expect([said.status, unsaid.status]).toEqual([413, 413]);
});

test("without a messageId, a message that says its time counts once however often it is sent", async () => {
  const one = (timestamp?: string) => track("paid", { messageId: undefined, timestamp });
  for (const sentAt of ["2026-03-01T12:00:01Z", "2026-03-01T12:00:09Z"]) {
    await post("/v1/batch", { sentAt, batch: [one("2026-03-01T12:00:00Z"), one("2026-03-02")] });
  }
  expect((await eventsOf(api.db))["paid"]).toHaveLength(2);
  await post("/v1/batch", { batch: [one()] });
  await post("/v1/batch", { batch: [one()] });
  expect((await eventsOf(api.db))["paid"]).toHaveLength(4);
});

test("a batch of 2500 is taken, one more is refused", async () => {
  const batch = Array.from({ length: 2_500 }, (_, index) =>
    track("seen", { messageId: `n-${index}` }),
  );
  expect((await post("/v1/batch", { batch })).body).toEqual(success);
  expect((await eventsOf(api.db))["seen"]).toHaveLength(2_500);
  expect((await post("/v1/batch", { batch: [...batch, track("more")] })).status).toBe(413);
});

test("of a batch the good messages are kept and the faulty ones named; all faulty is 400", async () => {
  const faulty = [
    track("large", { properties: { text: "x".repeat(70_000) } }),
    { type: "identify", messageId: "i" },
    { type: "unheard" },
    { type: "group", userId: "u-1" },
  ];
  const mixed = await post("/v1/batch", { batch: [track("good"), ...faulty, track("cut \ud83d")] });
  expect(mixed.status).toBe(200);
  expect(
    (mixed.body as { rejected: { index: number }[] }).rejected.map(({ index }) => index),
  ).toEqual([1, 2, 3, 4]);
  expect(Object.keys(await eventsOf(api.db))).toEqual(["cut \ufffd", "good"]);
  const refused = await post("/v1/batch", { batch: faulty });
  expect(refused).toMatchObject({ status: 400, body: { success: false } });
});

test("the same message id changes nothing, whatever the repetition says and however late it comes", async () => {
  const first = track("paid", {
    timestamp: "2026-01-01T00:00:00Z",
    sentAt: "2026-01-01T00:00:01Z",
  });
  await post("/v1/track", first);
  await post("/v1/track", { ...first, sentAt: "2026-01-01T00:05:00Z" });
  expect((await eventsOf(api.db))["paid"]).toHaveLength(1);
  const identify = (plan: string, messageId: string) =>
    post("/v1/identify", { userId: "u-1", traits: { plan }, messageId });
  await identify("silver", "i-1");
  await identify("gold", "i-2");
  await identify("silver", "i-1");
  expect((await contactsOf(api.db))[0]?.attributes).toEqual({ plan: "gold" });
});

test("traits fill the fields that a contact has, all else is an attribute, and null forgets one", async () => {
  const traits = {
    email: "Ada@Example.com",
    phone: "+44 20 7183 8750",
    firstName: "Ada",
    last_name: "Lovelace",
    timezone: "Europe/Kyiv",
    language: "uk",
    address: { city: "Kyiv" },
    plan: "gold",
  };
  await post("/v1/identify", { userId: "u-1", traits });
  await post("/v1/identify", { userId: "u-1", traits: { plan: null, timezone: "the moon" } });
  const [contact] = (await api.get("/contacts/search?contactId=u-1")).body.items;
  expect(contact).toMatchObject({
    email: "ada@example.com",
    phone: "+442071838750",
    firstName: "Ada",
    lastName: "Lovelace",
    timeZone: "Europe/Kyiv",
    language: "uk",
    attributes: { address: { city: "Kyiv" }, timezone: "the moon" },
  });
});

test("an order's number is the event's key, else the user's id", async () => {
  await post("/v1/batch", {
    batch: [track("ordered", { properties: { order_id: "A-1" } }), track("looked")],
  });
  const { items } = (await api.get("/events")).body;
  expect(items.map(({ key }: { key: string }) => key).toSorted()).toEqual(["A-1", "u-1"]);
});

test("a wrong clock of the client is taken off what it says of time", async () => {
  const hour = 3_600_000;
  const wrong = (ago: number) => new Date(Date.now() - 24 * hour - ago).toISOString();
  await post("/v1/track", track("late", { timestamp: wrong(hour), sentAt: wrong(0) }));
  const [event] = (await api.get("/events")).body.items;
  const age = Date.now() - Date.parse(event.occurredAt);
  expect(age).toBeGreaterThan(hour - 1_000);
  expect(age).toBeLessThan(hour + 20_000);
});

test("an address in an event's properties says nothing of who did it", async () => {
  await post("/v1/track", track("Friend Invited", { properties: { email: "friend@example.com" } }));
  expect((await contactsOf(api.db))[0]?.email).toBeNull();
});

test("views are events of the types that pages and apps have, and a group is a segment", async () => {
  const by = { anonymousId: "a-1" };
  await post("/v1/page", { ...by, name: "Home", properties: { url: "https://shop.example" } });
  await post("/v1/screen", { ...by, name: "Cart" });
  await post("/v1/group", { ...by, groupId: "Acme", traits: { seats: 3 } });
  expect(Object.keys(await eventsOf(api.db))).toEqual(["pageViewed", "screenView"]);
  const [segment] = (await api.get("/segments")).body.items;
  expect(segment).toMatchObject({ name: "Acme", members: 1 });
  expect((await contactsOf(api.db))[0]?.attributes).toEqual({ groups: { Acme: { seats: 3 } } });
});

test("an alias makes one contact of a visitor and a user, and leaves two users two", async () => {
  await post("/v1/page", { anonymousId: "visitor" });
  await post("/v1/identify", { userId: "u-1", traits: { plan: "gold" } });
  await post("/v1/identify", { userId: "u-2", traits: {} });
  await post("/v1/alias", { previousId: "visitor", userId: "u-1" });
  await post("/v1/alias", { previousId: "u-2", userId: "u-1" });
  expect(await eventsOf(api.db)).toEqual({ pageViewed: ["u-1"] });
  expect(await contactsOf(api.db)).toHaveLength(2);
});

test.each([
  ["identify", { traits: { plan: "gold" } }],
  ["track", { event: "signedIn" }],
])(
  "a visitor named beside a known user in %s goes over to them, and their runs go on",
  async (type, more) => {
    await activeWorkflow(api, { typeKey: "cartLeft" });
    await post("/v1/identify", { userId: "u-1", traits: { email: "ada@example.com" } });
    await post("/v1/track", { type: "track", event: "cartLeft", anonymousId: "tab-1" });
    await post(`/v1/${type}`, { type, userId: "u-1", anonymousId: "tab-1", ...more });
    expect(await contactsOf(api.db)).toHaveLength(1);
    expect((await eventsOf(api.db))["cartLeft"]).toEqual(["u-1"]);
    const runs = await api.db.query(
      "select r.status, c.email from runs r join contacts c on c.id = r.contact_id",
    );
    expect(runs).toEqual([{ status: "pending", email: "ada@example.com" }]);
    expect(await api.db.query("select 1 from run_signals")).toEqual([]);
  },
);

test("what a visitor was launched into is remembered of the user that it turns out to be", async () => {
  await activeWorkflow(api, { typeKey: "Welcome", frequency: { kind: "once" } });
  await post("/v1/identify", { userId: "u-1", traits: {} });
  const event = { type: "track", event: "Welcome" };
  await post("/v1/track", { ...event, anonymousId: "visitor" });
  await post("/v1/alias", { previousId: "visitor", userId: "u-1" });
  await post("/v1/track", { ...event, userId: "u-1" });
  expect(await api.db.query("select 1 from runs")).toHaveLength(1);
});

test("pages of other sites may send: preflight, answer and refusal are open to them", async () => {
  const origin = "https://shop.example";
  const preflight = await fetch(`${api.url}/v1/t`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-headers": "content-type,authorization" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type,authorization");
  const sent = await post("/v1/t", track("a"), { origin });
  const refused = await post("/v1/t", "{", { origin });
  expect([sent.status, refused.status]).toEqual([200, 400]);
  for (const { headers } of [preflight, sent.response, refused.response]) {
    expect(headers.get("access-control-allow-origin")).toBe(origin);
  }
});

test("without a key that may send it is 401 or 403, and a browser's session is none", async () => {
  const none = await post("/v1/t", track("a"), { authorization: "" });
  const wrong = await post("/v1/t", track("a"), { authorization: "Bearer cmp_wrong" });
  const reader = (await api.post("/api-keys", { name: "reader", scopes: ["read"] })).body.key;
  const weak = await post("/v1/t", track("a"), { authorization: `Bearer ${reader}` });
  expect([none.status, wrong.status, weak.status]).toEqual([401, 401, 403]);
  expect(await eventsOf(api.db)).toEqual({});
});

test("a format that is switched off has nothing at its paths", async () => {
  const without = await testApi({ FORMATS: "posthog" });
  const response = await fetch(`${without.url}/v1/track`, { method: "POST", body: "{}" });
  expect(response.status).toBe(404);
});
