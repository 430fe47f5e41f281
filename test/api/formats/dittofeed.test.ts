import { gzipSync } from "node:zlib";
import { DittofeedSdk } from "@dittofeed/sdk-node";
import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const raw = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const response = await fetch(`${api.url}/api/public/apps/${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${api.key}`, "content-type": "application/json", ...headers },
    body: raw as string,
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? "" : JSON.parse(text), response };
}

const track = (event: string, more: object = {}) => ({
  type: "track",
  event,
  userId: "u-1",
  messageId: `m-${event}`,
  ...more,
});
const taken = { status: 204, body: "" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("the SDK for Node.js gets through with our key where its write key was", async () => {
  await DittofeedSdk.init({ writeKey: `Basic ${api.key}`, host: api.url });
  DittofeedSdk.identify({ userId: "u-1", traits: { email: "Ada@example.com", plan: "gold" } });
  DittofeedSdk.track({ userId: "u-1", event: "Made Purchase", properties: { itemId: "abc" } });
  DittofeedSdk.page({ anonymousId: "a-1", name: "Home" });
  DittofeedSdk.screen({ userId: "u-1", name: "Recipe Screen" });
  await DittofeedSdk.flush();
  expect(await eventsOf(api.db)).toEqual({
    "Made Purchase": ["u-1"],
    pageViewed: ["nobody"],
    screenView: ["u-1"],
  });
  expect((await contactsOf(api.db))[0]).toMatchObject({
    email: "ada@example.com",
    attributes: { plan: "gold" },
  });
});

test("the key counts however it is written: plain, in Base64 with or without a user, as Bearer, without a scheme", async () => {
  const { key } = api;
  const id = "1f0b3c55-7d0e-4d6c-9c53-6a9f3a3d1c11";
  const headers = [
    `Basic ${key}`,
    `basic ${key}`,
    `Basic ${base64(`${id}:${key}`)}`,
    `Basic ${base64(`${key}:`)}`,
    `Basic ${base64(key)}`,
    `Bearer ${key}`,
    key,
  ];
  for (const [index, authorization] of headers.entries()) {
    const { status, body } = await post("track", track(`e${index}`), { authorization });
    expect({ authorization, status, body }).toEqual({ authorization, ...taken });
  }
  expect(Object.keys(await eventsOf(api.db))).toHaveLength(headers.length);
});

test("without a key that may send it is 401 or 403, in the form's own words", async () => {
  const refused = async (authorization: string) => {
    const { status, body } = await post("track", track("a"), { authorization });
    return [status, body.message];
  };
  const reader = (await api.post("/api-keys", { name: "reader", scopes: ["read"] })).body.key;
  const wrong = expect.stringContaining("InvalidWriteKey");
  expect(await refused("")).toEqual([401, wrong]);
  expect(await refused("Basic")).toEqual([401, wrong]);
  expect(await refused(`Basic ${base64(":")}`)).toEqual([401, wrong]);
  expect(await refused(`Basic ${base64("id:secret")}`)).toEqual([401, wrong]);
  expect(await refused("Basic cmp_wrong")).toEqual([401, wrong]);
  expect(await refused(`Basic ${reader}`)).toEqual([403, expect.stringContaining("send")]);
  expect(await eventsOf(api.db)).toEqual({});
});

test("each call does what it does there, and answers 204 without a body", async () => {
  const calls: [string, object][] = [
    ["identify", { userId: "u-1", traits: { email: "ada@example.com", firstName: "Ada" } }],
    ["track", { userId: "u-1", event: "Signed Up", properties: { plan: "Enterprise" } }],
    ["page", { userId: "u-1", name: "Home", properties: { url: "https://shop.example/" } }],
    ["screen", { anonymousId: "a-1", name: "Cart" }],
    ["group", { userId: "u-1", groupId: "Beta" }],
  ];
  for (const [path, body] of calls) {
    const { status, body: answer } = await post(path, { ...body, messageId: `m-${path}` });
    expect({ path, status, body: answer }).toEqual({ path, ...taken });
  }
  expect(await eventsOf(api.db)).toEqual({
    "Signed Up": ["u-1"],
    pageViewed: ["u-1"],
    screenView: ["nobody"],
  });
  const [segment] = (await api.get("/segments")).body.items;
  expect(segment).toMatchObject({ name: "Beta" });
  const left = { userId: "u-1", groupId: "Beta", assigned: false, messageId: "m-left" };
  expect(await post("group", left)).toMatchObject(taken);
  const [ada] = (await api.get("/contacts/search?contactId=u-1")).body.items;
  expect((await api.get(`/contacts/${ada.id}`)).body.segments).toEqual([]);
});

test("of a batch of mixed types the good messages are kept and the faulty ones named; all faulty is 400", async () => {
  const faulty = [
    track("", {}),
    { type: "track", event: "Of nobody", messageId: "n" },
    { type: "alias", userId: "u-1", previousId: "a-1", messageId: "a" },
    { type: "group", userId: "u-1", messageId: "g" },
    track("large", { properties: { text: "x".repeat(70_000) } }),
    null,
  ];
  const good = [track("good"), { type: "identify", userId: "u-1", traits: { plan: "gold" } }];
  const mixed = await post("batch", { batch: [...good, ...faulty, track("cut \ud83d")] });
  expect(mixed).toMatchObject({
    status: 200,
    body: {
      message: "6 of 9 messages can't be taken",
      rejected: [2, 3, 4, 5, 6, 7].map((index) => ({ index, message: expect.any(String) })),
    },
  });
  expect(Object.keys(await eventsOf(api.db))).toEqual(["cut \ufffd", "good"]);
  const refused = await post("batch", { batch: faulty });
  expect(refused).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  expect(await post("batch", { batch: [] })).toMatchObject(taken);
  expect(await post("batch", {})).toMatchObject({ status: 400 });
});

test("a message id counts once, in a batch or alone, and without one the same words at the same time do", async () => {
  await post("track", track("paid"));
  await post("batch", { batch: [track("paid"), track("paid", { properties: { n: 2 } })] });
  const dated = {
    type: "track",
    event: "dated",
    userId: "u-1",
    timestamp: "2026-01-15T10:00:00.000Z",
  };
  const both = { batch: [dated, { ...dated, properties: { n: 2 } }] };
  await post("batch", both);
  await post("batch", both);
  const { paid, dated: twice } = await eventsOf(api.db);
  expect([paid?.length, twice?.length]).toEqual([1, 2]);
  const identify = (plan: string, messageId: string) =>
    post("identify", { userId: "u-1", traits: { plan }, messageId });
  await identify("silver", "i-1");
  await identify("gold", "i-2");
  await identify("silver", "i-1");
  expect((await contactsOf(api.db))[0]?.attributes).toEqual({ plan: "gold" });
});

test("a batch's context stands behind each message's own, its time is kept, and files are its param", async () => {
  const files = [{ type: "Base64Encoded", name: "a.txt", mimeType: "text/plain", data: "YQ==" }];
  const batch = [
    track("seen", {
      timestamp: "2026-01-15T10:00:00.000Z",
      files,
      context: { page: { url: "https://own.example/" } },
    }),
    track("read"),
  ];
  const context = { page: { url: "https://batch.example/" }, ip: "192.0.2.1" };
  expect(await post("batch", { batch, context })).toMatchObject(taken);
  const [read, seen] = await api.db.query<{ params: object; occurredAt: Date }>(
    `select e.params, e.occurred_at as "occurredAt" from events e
       join event_types t on t.id = e.type_id order by t.key`,
  );
  expect(seen).toEqual({
    params: {
      files: [{ filename: "a.txt", contentType: "text/plain", content: "YQ==" }],
      context: { page: { url: "https://own.example/" } },
    },
    occurredAt: new Date("2026-01-15T10:00:00.000Z"),
  });
  expect(read?.params).toEqual({ context: { page: { url: "https://batch.example/" } } });
});

test("a change of a subscription group is one of the topic with that key, and of an unknown one it is told", async () => {
  await api.post("/topics", { key: "225c4f51-9137-417e-9ce1-c537c761bd9a", name: "News" });
  const change = (action: string, messageId: string, more: object = {}) =>
    track("DFSubscriptionChange", {
      messageId,
      properties: { subscriptionId: "225c4f51-9137-417e-9ce1-c537c761bd9a", action, ...more },
    });
  const state = async () => {
    const [found] = (await api.get("/contacts/search?contactId=u-1")).body.items;
    return (await api.get(`/contacts/${found.id}`)).body.topics[0]?.state;
  };
  expect(await post("track", change("Unsubscribe", "s-1"))).toMatchObject(taken);
  expect(await state()).toBe("unsubscribed");
  await post("track", change("Subscribe", "s-2"));
  await post("track", change("Unsubscribe", "s-1"));
  expect(await state()).toBe("subscribed");
  const unknown = await post("track", change("Unsubscribe", "s-3", { subscriptionId: "other" }));
  expect(unknown).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("topics.other") },
  });
  expect((await post("track", change("Maybe", "s-4"))).status).toBe(400);
});

test("a subscription that is to be confirmed sends the mail as its owner has changed it", async () => {
  await api.post("/topics", { key: "club", name: "Club", doubleOptIn: true });
  const [{ id }] = (await api.get("/templates?search=confirmation")).body.items;
  const { content, revision } = (await api.get(`/templates/${id}`)).body;
  const own = { ...content, subject: "The club awaits" };
  expect((await api.patch(`/templates/${id}`, { revision, content: own })).status).toBe(200);
  const properties = { subscriptionId: "club", action: "Subscribe" };
  const sent = await post("track", track("DFSubscriptionChange", { messageId: "c-1", properties }));
  expect(sent).toMatchObject(taken);
  // Published anew, the second time with these words.
  const started = await api.db.query(
    "select v.number from runs r join workflow_versions v on v.id = r.version_id",
  );
  expect(started).toEqual([{ number: 2 }]);
});

test("pages of any site may send, and hear what was wrong", async () => {
  const origin = "https://shop.example";
  const preflight = await fetch(`${api.url}/api/public/apps/batch`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  const sent = await post("track", track("a"), { origin });
  const refused = await post("track", "{", { origin });
  const unknown = await post("track", track("b"), { origin, authorization: "Basic cmp_wrong" });
  expect([sent.status, refused.status, unknown.status]).toEqual([204, 400, 401]);
  for (const { headers } of [preflight, sent.response, refused.response, unknown.response]) {
    expect(headers.get("access-control-allow-origin")).toBe(origin);
  }
});

test("a body counts however it comes, up to 5 MiB and 2500 messages, and at a path with a closing slash", async () => {
  const text = { "content-type": "text/plain" };
  const packed = (event: string) => gzipSync(JSON.stringify(track(event)));
  expect(await post("track", packed("a"), { "content-encoding": "gzip" })).toMatchObject(taken);
  expect(await post("track/", packed("b"), text)).toMatchObject(taken);
  const batch = Array.from({ length: 2_501 }, (_, index) =>
    track(`n`, { messageId: `n-${index}` }),
  );
  expect(await post("batch", { batch })).toMatchObject({ status: 413 });
  expect(await post("batch", { batch: batch.slice(1) })).toMatchObject(taken);
  const bomb = gzipSync(Buffer.alloc(6 * 1024 * 1024, " "));
  expect((await post("batch", bomb)).status).toBe(413);
  expect((await eventsOf(api.db))["n"]).toHaveLength(2_500);
});

test("what is not in the form is answered in its own words", async () => {
  const alias = await post("alias", { userId: "u-1", previousId: "a-1" });
  expect(alias).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("Not yet implemented") },
  });
  const nowhere = await post("nowhere", {});
  expect(nowhere).toMatchObject({ status: 404, body: { message: expect.any(String) } });
  const without = await testApi({ FORMATS: "segment" });
  const response = await fetch(`${without.url}/api/public/apps/track`, { method: "POST" });
  expect(response.status).toBe(404);
});
