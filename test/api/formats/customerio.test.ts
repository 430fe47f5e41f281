import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

async function ask(method: string, path: string, body?: unknown, key = api.key) {
  const authorization = `Basic ${Buffer.from(`site:${key}`).toString("base64")}`;
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const taken = { status: 200, body: {} };

test("POST /api/v1/events is an event of nobody known by its body, and our own list otherwise", async () => {
  const anonymous = { name: "looked", anonymous_id: "a-1", data: { page: 1 }, id: "e-1" };
  expect(await ask("POST", "/events", anonymous)).toEqual(taken);
  expect(await ask("POST", "/events", anonymous)).toEqual(taken);
  const own = { events: [{ eventTypeKey: "own", params: { email: "ada@example.com" } }] };
  expect(await ask("POST", "/events", own)).toMatchObject({
    body: { results: [{ index: 0, status: "accepted" }] },
  });
  expect((await api.post("/events", own)).body.results).toHaveLength(1);
  expect(await eventsOf(api.db)).toEqual({ looked: ["nobody"], own: ["nobody", "nobody"] });
});

test("an id that is an e-mail address is one, and the contact gets its own id later", async () => {
  await ask("PUT", "/customers/ada%40example.com", { plan: "gold" });
  await ask("PUT", "/customers/5", { email: "ada@example.com" });
  await ask("POST", "/customers/5/events", { name: "paid" });
  expect(await contactsOf(api.db)).toMatchObject([
    { email: "ada@example.com", attributes: { plan: "gold" } },
  ]);
  expect(await eventsOf(api.db)).toEqual({ paid: ["5"] });
});

test("views are events of the types that pages and apps have", async () => {
  await ask("POST", "/customers/5/events", { type: "page", name: "https://shop.example/" });
  await ask("POST", "/customers/5/events", { type: "screen", name: "Cart" });
  expect(Object.keys(await eventsOf(api.db))).toEqual(["pageViewed", "screenView"]);
});

test("an event without an id is one by its time and words, and each time another without a time", async () => {
  const dated = { name: "dated", timestamp: 1_700_000_000, data: { n: 1 } };
  await ask("POST", "/customers/5/events", dated);
  await ask("POST", "/customers/5/events", dated);
  await ask("POST", "/customers/5/events", { ...dated, data: { n: 2 } });
  await ask("POST", "/customers/5/events", { name: "undated" });
  await ask("POST", "/customers/5/events", { name: "undated" });
  const { dated: once, undated: twice } = await eventsOf(api.db);
  expect([once?.length, twice?.length]).toEqual([2, 2]);
});

test("a device's token finds the contact while it is there, and no longer", async () => {
  const device = { id: "token-1", platform: "android" };
  await ask("PUT", "/customers/5/devices", { device });
  const identities = () =>
    api.db.query("select 1 from contact_identities where kind = 'pushToken'");
  const devices = () => api.db.query("select channel, platform, token from contact_devices");
  expect(await identities()).toHaveLength(1);
  expect(await devices()).toEqual([
    { channel: "mobilePush", platform: "android", token: "token-1" },
  ]);
  expect(await ask("DELETE", "/customers/5/devices/token-1")).toEqual(taken);
  expect(await identities()).toHaveLength(0);
  expect(await devices()).toEqual([]);
  expect((await contactsOf(api.db))[0]?.attributes).toEqual({});
});

test("who is suppressed gets no marketing e-mail until unsuppressed, and merging keeps it", async () => {
  const isOut = async (id: string) => {
    const found = (await api.get(`/contacts/search?contactId=${id}`)).body.items[0];
    return (await api.get(`/contacts/${found.id}`)).body.unsubscribed as boolean;
  };
  await ask("PUT", "/customers/5", { email: "ada@example.com" });
  await ask("POST", "/customers/5/suppress");
  expect(await isOut("5")).toBe(true);
  await ask("POST", "/customers/5/unsuppress");
  expect(await isOut("5")).toBe(false);
  await ask("PUT", "/customers/6", { city: "Kyiv", unsubscribed: true });
  await ask("POST", "/customers/6/events", { name: "paid" });
  const both = { primary: { id: "5" }, secondary: { id: "6" } };
  expect(await ask("POST", "/merge_customers", both)).toEqual(taken);
  expect(await ask("POST", "/merge_customers", both)).toEqual(taken);
  expect(await isOut("5")).toBe(true);
  expect(await contactsOf(api.db)).toMatchObject([
    { email: "ada@example.com", attributes: { city: "Kyiv" } },
  ]);
  expect(await eventsOf(api.db)).toEqual({
    paid: ["5"],
    subscribed: ["5"],
    unsubscribed: ["5", "5"],
  });
});

test("erasing takes a key that may manage, and of somebody unknown it is done", async () => {
  await ask("PUT", "/customers/5", { email: "ada@example.com" });
  const sender = (await api.post("/api-keys", { name: "sender", scopes: ["send"] })).body.key;
  const refused = await ask("DELETE", "/customers/5", undefined, sender);
  expect(refused).toMatchObject({ status: 403, body: { meta: { error: expect.any(String) } } });
  expect(await ask("DELETE", "/customers/5")).toEqual(taken);
  expect(await ask("DELETE", "/customers/5")).toEqual(taken);
  expect(await contactsOf(api.db)).toEqual([]);
});

test.each([
  ["that was merged away", true],
  ["that never existed", false],
])("an id %s deletes nobody, and its survivor stays", async (_which, existed) => {
  await ask("PUT", "/customers/5", { email: "ada@example.com" });
  if (existed) await ask("PUT", "/customers/6", { email: "old@example.com" });
  const both = { primary: { id: "5" }, secondary: { id: "6" } };
  expect(await ask("POST", "/merge_customers", both)).toEqual(taken);
  for (const alias of existed ? ["6", "old%40example.com"] : ["6"]) {
    expect(await ask("DELETE", `/customers/${alias}`)).toEqual(taken);
  }
  expect(await contactsOf(api.db)).toMatchObject([{ email: "ada@example.com" }]);
  await ask("POST", "/customers/6/events", { name: "paid" });
  expect(await eventsOf(api.db)).toEqual({ paid: [expect.stringMatching(/^[56]$/)] });
  expect(await contactsOf(api.db)).toHaveLength(1);
  expect(await ask("DELETE", "/customers/5")).toEqual(taken);
  expect(await contactsOf(api.db)).toEqual([]);
});

test("an id that another one was merged into as unknown is the one that deletes", async () => {
  await ask("PUT", "/customers/6", { email: "ada@example.com" });
  await ask("POST", "/merge_customers", { primary: { id: "5" }, secondary: { id: "6" } });
  await ask("DELETE", "/customers/6");
  expect(await contactsOf(api.db)).toHaveLength(1);
  await ask("DELETE", "/customers/5");
  expect(await contactsOf(api.db)).toEqual([]);
});

test("an id that was merged away unsubscribes its survivor, and does not subscribe them again", async () => {
  const isOut = async () => {
    const [row] = await api.db.query("select 1 from contacts where unsubscribed_at is not null");
    return row !== undefined;
  };
  await ask("PUT", "/customers/5", {});
  await ask("POST", "/merge_customers", { primary: { id: "5" }, secondary: { id: "6" } });
  await ask("POST", "/customers/6/suppress");
  expect(await isOut()).toBe(true);
  expect(await ask("POST", "/customers/6/unsuppress")).toEqual(taken);
  expect(await isOut()).toBe(true);
  await ask("POST", "/customers/5/unsuppress");
  expect(await isOut()).toBe(false);
});

test("a visitor's anonymous id goes over to the customer who signs in", async () => {
  await ask("PUT", "/customers/5", { email: "ada@example.com" });
  await ask("POST", "/events", { name: "cartLeft", anonymous_id: "tab-1" });
  await ask("PUT", "/customers/5", { anonymous_id: "tab-1" });
  expect(await eventsOf(api.db)).toEqual({ cartLeft: ["5"] });
  expect(await contactsOf(api.db)).toHaveLength(1);
});

test("errors come in the form that its clients show", async () => {
  const error = { meta: { error: expect.any(String) } };
  expect(await ask("POST", "/customers/5/events", {})).toEqual({ status: 400, body: error });
  expect(await ask("PUT", "/customers/5", {}, "wrong")).toEqual({ status: 401, body: error });
});
