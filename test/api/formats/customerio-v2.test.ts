import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

async function post(path: string, body: unknown, key = api.key, more: Record<string, string> = {}) {
  const raw = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const authorization = `Basic ${Buffer.from(`site:${key}`).toString("base64")}`;
  const response = await fetch(`${api.url}${path}`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json", ...more },
    body: raw as string,
  });
  return { status: response.status, body: await response.json() };
}
const entity = (body: unknown, key?: string) => post("/api/v2/entity", body, key);
const batch = (operations: unknown, key?: string) =>
  post("/api/v2/batch", { batch: operations }, key);
const person = (action: string, more: object = {}, identifiers: object = { id: "42" }) => ({
  type: "person",
  identifiers,
  action,
  ...more,
});
const taken = { status: 200, body: {} };
const ada = async () => {
  const [found] = (await api.get("/contacts/search?contactId=42")).body.items;
  return found && (await api.get(`/contacts/${found.id}`)).body;
};

test("each operation on a person does what it does in version 1", async () => {
  const attributes = { email: "ada@example.com", first_name: "Ada", plan: "gold" };
  expect(await entity(person("identify", { attributes }))).toEqual(taken);
  expect(await ada()).toMatchObject({
    email: "ada@example.com",
    firstName: "Ada",
    attributes: { plan: "gold" },
  });
  const purchase = { name: "purchase", attributes: { order_id: "A-1" }, timestamp: 1_700_000_000 };
  expect(await entity(person("event", purchase))).toEqual(taken);
  expect(await entity(person("event", purchase, { email: "ada@example.com" }))).toEqual(taken);
  expect(await entity(person("page", { name: "/pricing" }))).toEqual(taken);
  expect(await entity(person("screen", { name: "Cart" }))).toEqual(taken);
  expect(await eventsOf(api.db)).toEqual({
    pageViewed: ["42"],
    purchase: ["42", "42"],
    screenView: ["42"],
  });
  expect(await entity(person("suppress"))).toEqual(taken);
  expect((await ada()).unsubscribed).toBe(true);
  expect(await entity(person("unsuppress"))).toEqual(taken);
  expect((await ada()).unsubscribed).toBe(false);
  const device = { token: "token-1", platform: "ios" };
  expect(await entity(person("add_device", { device }))).toEqual(taken);
  expect((await ada()).attributes.devices).toEqual({ "token-1": { platform: "ios" } });
  expect(await entity(person("delete_device", { device: { token: "token-1" } }))).toEqual(taken);
  expect((await ada()).attributes.devices).toBeUndefined();
  await entity(person("identify", { attributes: { city: "Kyiv" } }, { id: "43" }));
  const both = { type: "person", action: "merge", primary: { id: "42" }, secondary: { id: "43" } };
  expect(await entity(both)).toEqual(taken);
  expect(await contactsOf(api.db)).toMatchObject([{ attributes: { city: "Kyiv", plan: "gold" } }]);
  expect(await entity(person("delete"))).toEqual(taken);
  expect(await entity(person("delete"))).toEqual(taken);
  expect(await contactsOf(api.db)).toEqual([]);
});

test("an event's id counts once, and _update makes nobody", async () => {
  const event = person("event", { name: "paid", id: "01BX5ZZKBKACTAV9WEVGEMMVRZ" });
  await entity(event);
  await batch([event, event]);
  expect(await eventsOf(api.db)).toEqual({ paid: ["42"] });
  const attributes = { _update: true, plan: "gold" };
  expect(await entity(person("identify", { attributes }, { id: "unknown" }))).toEqual(taken);
  expect(await entity(person("identify", { attributes }))).toEqual(taken);
  expect(await contactsOf(api.db)).toMatchObject([{ attributes: { plan: "gold" } }]);
});

test("a person is named by an id, an e-mail address or a phone, and a visitor by an anonymous_id", async () => {
  await entity(person("event", { name: "a" }, { email: "Ada@example.com" }));
  await entity(person("event", { name: "b" }, { phone: "+44 20 7183 8750" }));
  await entity(person("event", { name: "c" }, { anonymous_id: "v-1" }));
  await entity({ type: "person", action: "event", name: "d", anonymous_id: "v-1" });
  const kinds = await api.db.query("select kind, value from contact_identities order by kind");
  expect(kinds).toEqual([
    { kind: "anonymousId", value: "v-1" },
    { kind: "email", value: "ada@example.com" },
    { kind: "phone", value: "+442071838750" },
  ]);
  expect(Object.keys(await eventsOf(api.db))).toEqual(["a", "b", "c", "d"]);
});

test("relationships with objects are kept with the person, whichever side tells of them", async () => {
  const acme = { object_type_id: "1", object_id: "acme" };
  const relationship_attributes = { role: "admin" };
  const relation = { identifiers: acme, relationship_attributes };
  expect(await entity(person("add_relationships", { cio_relationships: [relation] }))).toEqual(
    taken,
  );
  const object = (action: string, more: object = {}) => ({
    type: "object",
    identifiers: { object_type_id: "1", object_id: "beta" },
    action,
    ...more,
  });
  const members = { cio_relationships: [{ identifiers: { id: "42" } }] };
  const named = { attributes: { name: "Beta" }, ...members };
  expect(await entity(object("identify", named))).toEqual(taken);
  expect((await ada()).attributes.relationships).toEqual({
    "1": { acme: { role: "admin" }, beta: {} },
  });
  expect(await entity(object("delete_relationships", members))).toEqual(taken);
  expect(await entity(object("delete"))).toEqual(taken);
  expect(await entity(object("identify_anonymous", { anonymous_id: "v-1" }))).toEqual(taken);
  const gone = person("delete_relationships", { cio_relationships: [{ identifiers: acme }] });
  expect(await entity(gone)).toEqual(taken);
  expect((await ada()).attributes.relationships).toBeUndefined();
});

test("what is wrong with an operation is told by reason, field and message", async () => {
  const wrong: [unknown, string, string][] = [
    [{}, "required", "type"],
    [{ type: "shop", action: "identify" }, "invalid", "type"],
    [{ type: "person", identifiers: { id: "1" } }, "required", "action"],
    [person("explode"), "invalid", "action"],
    [person("identify", {}, {}), "required", "identifiers"],
    [person("identify", {}, { id: "1", email: "a@example.com" }), "invalid", "identifiers"],
    [person("identify", {}, { email: "nobody" }), "invalid", "identifiers.email"],
    [person("identify", {}, { phone: "12" }), "invalid", "identifiers.phone"],
    [person("identify", {}, { cio_id: "a3000001" }), "invalid", "identifiers.cio_id"],
    [person("event"), "required", "name"],
    [
      person("event", { name: "x", attributes: { t: "x".repeat(70_000) } }),
      "invalid",
      "attributes",
    ],
    [person("add_device", { device: {} }), "required", "device.token"],
    [{ type: "person", action: "merge", primary: { id: "1" } }, "required", "secondary"],
    [{ type: "object", action: "identify" }, "required", "identifiers"],
    [
      person("add_relationships", { cio_relationships: [{}] }),
      "required",
      "cio_relationships[0].identifiers",
    ],
    [{ type: "delivery", action: "event", name: "opened" }, "required", "identifiers.id"],
    [
      { type: "delivery", action: "event", name: "seen", identifiers: { id: "x" } },
      "invalid",
      "name",
    ],
    ["{", "invalid", "body"],
    [JSON.stringify("text"), "required", "type"],
  ];
  for (const [body, reason, field] of wrong) {
    const answer = await entity(body);
    const errors = [{ reason, field, message: expect.any(String) }];
    expect({ field, ...answer }).toEqual({ field, status: 400, body: { errors } });
  }
  expect(await contactsOf(api.db)).toEqual([]);
});

test("of a batch the good operations are done, and the faulty ones told with 207 by their index", async () => {
  const mixed = await batch([
    person("identify", { attributes: { plan: "gold" } }),
    person("event", { name: "a" }),
    { type: "person" },
    person("event", { name: "b", attributes: { t: "x".repeat(70_000) } }),
    null,
    person("event", { name: "cut \ud83d", attributes: { nul: "\0" } }),
    { type: "delivery", identifiers: { id: "RPIyMTM6OjEyMzQ=" }, action: "event", name: "opened" },
  ]);
  expect(mixed).toEqual({
    status: 207,
    body: {
      errors: [
        { batch_index: 2, reason: "required", field: "action", message: expect.any(String) },
        { batch_index: 3, reason: "invalid", field: "attributes", message: expect.any(String) },
        { batch_index: 4, reason: "required", field: "type", message: expect.any(String) },
      ],
    },
  });
  expect(await eventsOf(api.db)).toEqual({ a: ["42"], "cut \ufffd": ["42"] });
  expect(await batch([person("event", { name: "good" })])).toEqual(taken);
  expect(await batch([{}, null])).toMatchObject({
    status: 400,
    body: { errors: [{ batch_index: 0 }, { batch_index: 1 }] },
  });
  expect(await batch("none")).toMatchObject({
    status: 400,
    body: { errors: [{ field: "batch" }] },
  });
  expect(await post("/api/v2/batch", {})).toMatchObject({
    status: 400,
    body: { errors: [{ reason: "required", field: "batch" }] },
  });
});

test("operations of a batch are done in their order", async () => {
  await batch([
    person("identify", { attributes: { plan: "silver" } }),
    person("event", { name: "a" }),
    person("identify", { attributes: { plan: "gold" } }),
    person("delete", {}, { id: "other" }),
    person("event", { name: "b" }),
  ]);
  expect((await ada()).attributes).toEqual({ plan: "gold" });
  expect(await eventsOf(api.db)).toEqual({ a: ["42"], b: ["42"] });
});

test("deleting and merging need a key that may manage: alone 403, in a batch told beside the rest", async () => {
  await entity(person("identify"));
  const sender = (await api.post("/api-keys", { name: "sender", scopes: ["send"] })).body.key;
  expect(await entity(person("delete"), sender)).toMatchObject({
    status: 403,
    body: { meta: { error: expect.stringContaining("manage") } },
  });
  const mixed = await batch([person("event", { name: "a" }), person("delete")], sender);
  expect(mixed).toMatchObject({
    status: 207,
    body: { errors: [{ batch_index: 1, reason: "forbidden", field: "action" }] },
  });
  expect(await ada()).toBeDefined();
});

test("a large batch is taken, packed or not, and one that is too large is 413", async () => {
  const operations = Array.from({ length: 2_501 }, (_, index) =>
    person("event", { name: "n", id: `n-${index}` }),
  );
  expect(await batch(operations)).toMatchObject({ status: 413, body: { meta: {} } });
  const packed = gzipSync(JSON.stringify({ batch: operations.slice(1) }));
  const type = { "content-type": "text/plain" };
  expect(await post("/api/v2/batch", packed, api.key, type)).toEqual(taken);
  expect((await eventsOf(api.db))["n"]).toHaveLength(2_500);
});

test("unknown paths and keys are answered in the form that its clients show", async () => {
  const unknown = { status: 401, body: { meta: { error: "Unauthorized request" } } };
  expect(await entity(person("identify"), "wrong")).toEqual(unknown);
  expect(await post("/api/v1/customers/5/events", { name: "a" }, "wrong")).toEqual(unknown);
  const nothing = { status: 404, body: { meta: { error: "there is nothing at this path" } } };
  for (const path of ["/api/v1/nope", "/api/v1/customers/5/nope", "/api/v2/nope", "/v1/send/fax"]) {
    expect({ path, ...(await post(path, {})) }).toEqual({ path, ...nothing });
  }
  expect((await api.get("/nope")).body).toMatchObject({ title: "Not found", status: 404 });
  const without = await testApi({ FORMATS: "segment" });
  const response = await fetch(`${without.url}/api/v2/nope`, { method: "POST" });
  expect(response.headers.get("content-type")).toContain("problem+json");
});
