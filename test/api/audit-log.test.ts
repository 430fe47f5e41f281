import { expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

interface Entry {
  actor: { kind: string; id: string | null; name: string | null };
  request: string | null;
  entity: string;
  entityId: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

async function entries(app: TestApp, query = ""): Promise<Entry[]> {
  const { status, body } = await app.call("GET", `/api/v1/audit-log?limit=500${query}`);
  expect(status).toBe(200);
  return body.items;
}

/** What was written since the last look, the oldest first. */
function watching(app: TestApp) {
  let seen = 0;
  return async (): Promise<Entry[]> => {
    const all = (await entries(app)).toReversed();
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
}

const definition = {
  blocks: [
    { id: "start", kind: "start" },
    { id: "end", kind: "end" },
  ],
  edges: [{ from: "start", to: "end" }],
};

test("each change says who, what, before and after, and the request", async () => {
  const app = await testApp();
  const since = watching(app);
  const { id } = (await app.call("POST", "/api/v1/segments", { name: "VIP" })).body;
  const [made] = await since();
  expect(made).toMatchObject({
    actor: { kind: "key", name: "test" },
    request: "POST /api/v1/segments",
    entity: "segment",
    entityId: id,
    action: "created",
    before: null,
    after: { id, name: "VIP" },
  });
  await app.call("PATCH", `/api/v1/segments/${id}`, { name: "Gold" });
  expect(await since()).toMatchObject([
    { action: "updated", before: { name: "VIP" }, after: { name: "Gold" } },
  ]);
  // The same name again changes nothing.
  await app.call("PATCH", `/api/v1/segments/${id}`, { name: "Gold" });
  expect(await since()).toEqual([]);
  await app.call("DELETE", `/api/v1/segments/${id}`);
  expect(await since()).toMatchObject([
    {
      action: "deleted",
      before: { name: "Gold" },
      after: null,
      request: "DELETE /api/v1/segments/:id",
    },
  ]);
});

/** A request each that changes something, and what the log is to say of it. */
const changes: [what: string, entity: string, change: (app: TestApp) => Promise<unknown>][] = [
  [
    "an API key",
    "apiKey",
    (app) => app.call("POST", "/api/v1/api-keys", { name: "k", scopes: ["read"] }),
  ],
  [
    "a contact",
    "contact",
    (app) => app.call("POST", "/api/v1/contacts/upsert", { email: "ada@example.com" }),
  ],
  [
    "an event type",
    "eventType",
    (app) => app.call("POST", "/api/v1/event-types", { key: "k", name: "K" }),
  ],
  [
    "a partial",
    "partial",
    (app) => app.call("PUT", "/api/v1/partials/footer", { html: "<p>x</p>" }),
  ],
  [
    "a person",
    "person",
    (app) =>
      app.call("POST", "/api/v1/people", { name: "Ada", email: "ada@example.com", role: "editor" }),
  ],
  [
    "a pool of promo codes",
    "promoPool",
    (app) => app.call("POST", "/api/v1/promo-pools", { name: "p" }),
  ],
  ["a segment", "segment", (app) => app.call("POST", "/api/v1/segments", { name: "s" })],
  [
    "the param that identifies",
    "setting",
    (app) =>
      app.call("PUT", "/api/v1/identifying-params", {
        further: { param: "client", identity: "contactId" },
      }),
  ],
  ["a topic", "topic", (app) => app.call("POST", "/api/v1/topics", { key: "news", name: "News" })],
  [
    "a template",
    "template",
    (app) =>
      app.call("POST", "/api/v1/templates", {
        name: "t",
        content: { subject: "s", html: "<p>x</p>" },
      }),
  ],
  [
    "a workflow",
    "workflow",
    (app) => app.call("POST", "/api/v1/workflows", { name: "w", draft: definition }),
  ],
];

test.each(changes)("a change of %s is told, under the entity %s", async (_what, entity, change) => {
  const app = await testApp();
  const since = watching(app);
  const answer = await change(app);
  expect((answer as { status: number }).status, JSON.stringify(answer)).toBeLessThan(300);
  const told = await since();
  expect(told.map((entry) => entry.entity)).toContain(entity);
});

test("a workflow's life is told: bound, published, activated, tested, paused", async () => {
  const app = await testApp();
  const { id } = (await app.call("POST", "/api/v1/workflows", { name: "w", draft: definition }))
    .body;
  await app.call("POST", "/api/v1/event-types", { key: "ordered", name: "Ordered" });
  await app.call("POST", `/api/v1/workflows/${id}/bindings`, {
    role: "start",
    eventTypeKey: "ordered",
    frequency: { kind: "each" },
  });
  await app.call("POST", `/api/v1/workflows/${id}/publish`);
  await app.call("POST", `/api/v1/workflows/${id}/activate`);
  await app.call("POST", `/api/v1/workflows/${id}/pause`);
  const told = (await entries(app)).toReversed().map((one) => `${one.entity} ${one.action}`);
  expect(told).toEqual([
    "workflow created",
    "eventType created",
    "binding created",
    "workflowVersion created",
    "workflow updated",
    "workflow updated",
    "workflow updated",
  ]);
  const [paused] = await entries(app, `&entity=workflow&entityId=${id}`);
  expect(paused).toMatchObject({ before: { status: "active" }, after: { status: "paused" } });
});

test("nothing secret and nothing of a contact or an order is in the log", async () => {
  const app = await testApp();
  const key = (await app.call("POST", "/api/v1/api-keys", { name: "k", scopes: ["read"] })).body
    .key;
  const contact = (
    await app.call("POST", "/api/v1/contacts/upsert", {
      email: "ada@example.com",
      firstName: "Ada",
      attributes: { city: "Lviv" },
    })
  ).body.contact.id;
  await app.call("PATCH", `/api/v1/contacts/${contact}`, {
    firstName: "Augusta",
    phone: "+380441234567",
  });
  await app.call("POST", "/api/v1/orders", {
    orders: [
      {
        externalOrderId: "A-1",
        status: "INITIALIZED",
        date: "2026-01-01T00:00:00Z",
        totalCost: 129.5,
        email: "ada@example.com",
      },
    ],
  });
  const log = JSON.stringify(await entries(app));
  for (const text of [key, "ada@", "Ada", "Augusta", "Lviv", "380441234567", "A-1", "129.5"]) {
    expect(log).not.toContain(text);
  }
  const [changed] = await entries(app, `&entity=contact&entityId=${contact}&action=updated`);
  expect(JSON.stringify(await entries(app, `&entityId=${contact}`))).toContain('"firstName"');
  expect(changed?.actor.kind).toBe("key");
});

test("what clients of others change by their formats is told with the form of the path", async () => {
  const app = await testApp();
  const basic = Buffer.from(`site:${app.key}`).toString("base64");
  const answer = await app.call(
    "PUT",
    "/api/v1/customers/ada@example.com",
    { plan: "gold" },
    { authorization: `Basic ${basic}` },
  );
  expect(answer.status).toBe(200);
  const told = await entries(app, "&entity=contact");
  expect(told.length).toBeGreaterThan(0);
  expect(told[0]?.request).toBe("PUT /api/v1/customers/:id");
  expect(JSON.stringify(told)).not.toContain("ada@");
});

test("events, which tell themselves what they do, are not told", async () => {
  const app = await testApp();
  const since = watching(app);
  const body = { eventTypeKey: "ordered", keyValue: "1", params: { email: "ada@example.com" } };
  expect((await app.call("POST", "/api/v1/event", body)).status).toBe(200);
  expect(await since()).toEqual([]);
});

test("a change that fails half-way leaves no row", async () => {
  const app = await testApp();
  await app.call("POST", "/api/v1/segments", { name: "VIP" });
  const since = watching(app);
  await since();
  expect((await app.call("POST", "/api/v1/segments", { name: "VIP" })).status).toBe(409);
  expect(await since()).toEqual([]);
});

test("many members at once are one row with their number", async () => {
  const app = await testApp();
  const { id } = (await app.call("POST", "/api/v1/segments", { name: "VIP" })).body;
  const contactIds: string[] = [];
  for (const name of ["a", "b", "c"]) {
    const upserted = await app.call("POST", "/api/v1/contacts/upsert", { email: `${name}@b.eu` });
    contactIds.push(upserted.body.contact.id);
  }
  const since = watching(app);
  await since();
  await app.call("POST", `/api/v1/segments/${id}/members/add`, { contactIds });
  await app.call("POST", `/api/v1/segments/${id}/members/remove`, {
    contactIds: contactIds.slice(1),
  });
  expect(await since()).toMatchObject([
    { entity: "segment", entityId: id, action: "updated", before: null, after: { members: 3 } },
    { entity: "segment", entityId: id, action: "updated", before: { members: 2 }, after: null },
  ]);
});

test("the list is filtered, paged, and for admins only", async () => {
  const app = await testApp();
  for (const name of ["a", "b", "c"]) await app.call("POST", "/api/v1/segments", { name });
  await app.call("POST", "/api/v1/topics", { key: "news", name: "News" });
  const first = await app.call("GET", "/api/v1/audit-log?limit=2&entity=segment");
  const second = await app.call(
    "GET",
    `/api/v1/audit-log?limit=2&entity=segment&after=${first.body.next}`,
  );
  const names = [...first.body.items, ...second.body.items].map(({ after }) => after.name);
  expect(names).toEqual(["c", "b", "a"]);
  expect(second.body.next).toBeNull();
  const by = first.body.items[0].actor.id;
  expect(await entries(app, `&actorKind=key&actorId=${by}&entity=topic`)).toHaveLength(1);
  expect(await entries(app, "&actorKind=person")).toEqual([]);
  expect(await entries(app, "&to=2020-01-01T00:00:00Z")).toEqual([]);
  expect((await app.call("GET", "/api/v1/audit-log?entity=planet")).status).toBe(400);
  expect((await app.call("GET", "/api/v1/audit-log?after=x")).status).toBe(400);
  const { key } = (
    await app.call("POST", "/api/v1/api-keys", { name: "k", scopes: ["read", "manage"] })
  ).body;
  const refused = await app.call("GET", "/api/v1/audit-log", undefined, {
    authorization: `Bearer ${key}`,
  });
  expect(refused.status).toBe(403);
});
