import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

async function send(path: string, body: string | Buffer, type = "application/json") {
  const headers = { "content-type": type };
  const response = await fetch(api.url + path, { method: "POST", headers, body: body as string });
  return { status: response.status, body: await response.json() };
}

const event = (name: string, more: object = {}, properties: object = {}) => ({
  event: name,
  distinct_id: "u-1",
  uuid: `id-${name}`,
  properties,
  ...more,
});
const batch = (...events: object[]) =>
  send("/batch/", JSON.stringify({ api_key: api.key, batch: events }));
const taken = { status: 200, body: { status: 1 } };

test("a body counts however it comes: plain, gzip, and in a form's Base64", async () => {
  const one = (name: string) => JSON.stringify({ ...event(name), api_key: api.key });
  const coded = (name: string) => encodeURIComponent(Buffer.from(one(name)).toString("base64"));
  const form = "application/x-www-form-urlencoded";
  const answers = [
    await send("/capture", one("a")),
    await send("/i/v0/e/", one("b")),
    await send("/e/?compression=gzip-js", gzipSync(one("c")), "text/plain"),
    await send("/e/?compression=base64", `data=${coded("d")}`, form),
    await send("/capture/", `data=${encodeURIComponent(one("e"))}`, form),
    await send("/e", JSON.stringify([event("f", {}, { token: api.key })])),
  ];
  expect(answers).toEqual(answers.map(() => taken));
  const image = await fetch(`${api.url}/e/?data=${coded("g")}`);
  expect(image.status).toBe(200);
  expect(Object.keys(await eventsOf(api.db))).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  expect(await api.db.query("select 1 from events where params::text like '%cmp_%'")).toEqual([]);
});

test("the same uuid changes nothing", async () => {
  expect(await batch(event("paid"), event("paid"))).toEqual(taken);
  await batch(event("paid", { timestamp: "2026-01-01T00:00:00Z" }));
  expect((await eventsOf(api.db))["paid"]).toHaveLength(1);
});

test("without a uuid a client's own repetition changes nothing, and a second like it counts", async () => {
  const at = (timestamp: string, more: object = {}) => ({
    type: "capture",
    library: "posthog-go",
    library_version: "1.5.12",
    timestamp,
    distinct_id: "u-1",
    event: "paid",
    properties: { $lib: "posthog-go", plan: "gold" },
    ...more,
  });
  const upload = (sentAt: string, ...events: object[]) =>
    send("/batch/", JSON.stringify({ batch: events, api_key: api.key, sentAt }));
  const first = at("2026-03-01T12:00:00.123456789Z");
  for (const sentAt of ["2026-03-01T12:00:01+00:00", "2026-03-01T12:00:09+00:00"]) {
    expect(await upload(sentAt, first, at("2026-03-01T12:00:00.2Z"))).toEqual(taken);
    // The same twice in one batch, as PostHog counts it.
    await upload(sentAt, at("2026-03-01T13:00:00Z"), at("2026-03-01T13:00:00Z"));
    await upload(sentAt, at("2026-03-01T13:00:00Z", { distinct_id: "u-2" }));
  }
  expect((await eventsOf(api.db))["paid"]).toHaveLength(5);
});

test("without a uuid a late repetition of $set does not bring old values back", async () => {
  const set = (timestamp: string, plan: string) =>
    batch({ event: "$set", distinct_id: "u-1", timestamp, $set: { plan } });
  await set("2026-03-01T12:00:00.1Z", "silver");
  await set("2026-03-01T12:00:00.2Z", "gold");
  await set("2026-03-01T12:00:00.1Z", "silver");
  expect(await contactsOf(api.db)).toMatchObject([{ attributes: { plan: "gold" } }]);
});

test("an id of zeros names no event, and events that say no time are never taken for one", async () => {
  const zeros = { uuid: "00000000-0000-0000-0000-000000000000" };
  await batch(event("paid", zeros), event("paid", zeros), event("paid", { uuid: "" }));
  expect((await eventsOf(api.db))["paid"]).toHaveLength(3);
});

test("the id that old browsers' clients put among the properties counts once", async () => {
  const one = event("seen", { uuid: undefined }, { $insert_id: "i-1" });
  await batch({ ...one, offset: 3 });
  await batch({ ...one, offset: 5_003 });
  expect((await eventsOf(api.db))["seen"]).toHaveLength(1);
});

test("$set and $set_once change the contact, in any event and each time once", async () => {
  await batch(event("a", {}, { $set: { plan: "silver" }, $set_once: { source: "ad" } }));
  await batch(
    event(
      "b",
      {},
      { $set: { plan: "gold", email: "ada@example.com" }, $set_once: { source: "mail" } },
    ),
  );
  await batch(event("a", {}, { $set: { plan: "silver" }, $set_once: { source: "ad" } }));
  expect((await contactsOf(api.db))[0]?.attributes).toEqual({ plan: "gold", source: "ad" });
  await batch(event("$set", {}, { $set: { city: "Kyiv" }, $unset: ["source"] }));
  expect(await contactsOf(api.db)).toMatchObject([
    { email: "ada@example.com", attributes: { plan: "gold", city: "Kyiv" } },
  ]);
});

test("a visitor's id is anonymous until it is identified, and then one contact has both", async () => {
  const visitor = { distinct_id: "device", $device_id: "device" };
  await batch({ event: "$pageview", properties: visitor });
  await batch({
    event: "$identify",
    distinct_id: "u-1",
    properties: { $anon_distinct_id: "device" },
  });
  expect(await eventsOf(api.db)).toEqual({ pageViewed: ["u-1"] });
});

test("an event that makes no person there makes no contact here", async () => {
  await batch(event("seen", {}, { $process_person_profile: false }));
  await batch(event("$groupidentify", {}, { $group_key: "acme" }));
  expect(await contactsOf(api.db)).toEqual([]);
  expect(Object.keys(await eventsOf(api.db))).toEqual(["$groupidentify", "seen"]);
});

test("an alias leaves two users two, and the dangerous merge makes them one", async () => {
  await batch(event("a", { distinct_id: "u-1" }), event("b", { distinct_id: "u-2" }));
  const alias = { distinct_id: "u-1", properties: { alias: "u-2" } };
  await batch({ event: "$create_alias", ...alias });
  expect(await contactsOf(api.db)).toHaveLength(2);
  await batch({ event: "$merge_dangerously", ...alias });
  expect(await contactsOf(api.db)).toHaveLength(1);
});

test("a visitor who is identified as an account that is known goes over to it", async () => {
  await batch(event("known", { distinct_id: "u-1" }));
  await batch(event("cartLeft", { distinct_id: "tab-1" }, { $device_id: "tab-1" }));
  const identify = { $anon_distinct_id: "tab-1" };
  await batch({ event: "$identify", distinct_id: "u-1", properties: identify });
  expect(await contactsOf(api.db)).toHaveLength(1);
  expect(await eventsOf(api.db)).toEqual({ cartLeft: ["u-1"], known: ["u-1"] });
});

test.each([
  ["the user's id", { distinct_id: "u-1", properties: { alias: "tab-1" } }],
  ["the visitor's id", { distinct_id: "tab-1", properties: { alias: "u-1" } }],
])("an alias of %s first makes the visitor the user", async (_first, alias) => {
  await batch(event("known", { distinct_id: "u-1" }));
  await batch(event("cartLeft", { distinct_id: "tab-1" }, { $device_id: "tab-1" }));
  await batch({ event: "$create_alias", ...alias });
  await batch(event("later", { distinct_id: "u-1" }));
  expect(await contactsOf(api.db)).toHaveLength(1);
  expect(Object.values(await eventsOf(api.db)).flat()).toHaveLength(3);
});

test("a key that can only send makes no one of two people", async () => {
  await batch(event("a", { distinct_id: "u-1" }), event("b", { distinct_id: "u-2" }));
  const made = await api.post("/api-keys", { name: "page", scopes: ["send"] });
  const merge = {
    api_key: made.body.key,
    event: "$merge_dangerously",
    distinct_id: "u-1",
    properties: { alias: "u-2" },
  };
  expect((await send("/capture/", JSON.stringify(merge))).status).toBe(400);
  expect(await contactsOf(api.db)).toHaveLength(2);
});

test("a migration's events are history", async () => {
  const body = { api_key: api.key, historical_migration: true, batch: [event("old")] };
  expect(await send("/batch", JSON.stringify(body))).toEqual(taken);
  expect((await api.get("/events")).body.items).toMatchObject([{ past: true }]);
});

test("what clients ask for at their start is answered with nothing switched on", async () => {
  const token = { token: "any" };
  const flags = await send("/flags/?v=2", JSON.stringify(token));
  expect(flags).toMatchObject({ status: 200, body: { flags: {}, featureFlags: {} } });
  const old = await send("/decide/?v=1", JSON.stringify(token));
  expect(old).toMatchObject({ status: 200, body: { featureFlags: [] } });
  const config = await fetch(`${api.url}/array/any/config`);
  expect(await config.json()).toMatchObject({ hasFeatureFlags: false, token: "any" });
  const script = await fetch(`${api.url}/array/any/config.js`);
  expect(script.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(await script.text()).toContain('["any"]={"config":{');
});

test("the faulty events of a batch are named; with none that is good it is 400, without a key 401", async () => {
  expect(await batch(event("good"), { event: "nobody" })).toMatchObject({
    status: 200,
    body: { status: 1, rejected: [{ index: 1 }] },
  });
  expect(await batch({ event: "nobody" })).toMatchObject({ status: 400 });
  const unknown = JSON.stringify({ ...event("a"), api_key: "wrong" });
  expect(await send("/capture", unknown)).toMatchObject({ status: 401 });
  expect(await send("/e/?compression=lz64", "data=x")).toMatchObject({ status: 400 });
});

test("whoever has to wait is told by 503, as browsers' clients drop what is answered 429", async () => {
  const guess = () => send("/capture", JSON.stringify({ ...event("a"), api_key: "wrong" }));
  for (let count = 0; count < 20; count++) expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(503);
});
