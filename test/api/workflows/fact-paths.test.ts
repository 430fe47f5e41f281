import { beforeAll, expect, test } from "vitest";
import type { FactPath } from "../../../src/contract/api/fact-paths.ts";
import { parseCondition } from "../../../src/domain/condition.ts";
import { templateError } from "../../../src/domain/template.ts";
import { usedVariables } from "../../../src/domain/template-variables.ts";
import { email, inARow } from "../../support/definitions.ts";
import type { TestApi } from "./api.ts";
import { testApi } from "./api.ts";

let api: TestApi;
let groups: Record<string, Record<string, FactPath>>;

beforeAll(async () => {
  api = await testApi();
  const params = { total: 59.9, "gift card": true, items: [{ name: "Mug" }] };
  await api.post("/event", { eventTypeKey: "bought", keyValue: "1", params });
  await api.post("/event", { eventTypeKey: "paid", keyValue: "1", params: { method: "card" } });
  await api.post("/contacts/upsert", { email: "a@example.com", attributes: { tier: "gold" } });
  await api.post("/segments", { name: "VIP" });
  const order = {
    externalOrderId: "1",
    status: "DELIVERED",
    totalCost: 5,
    currency: "EUR",
    date: "2026-01-12T09:30:00Z",
    email: "a@example.com",
    deliveryMethod: "Parcel",
    items: [{ externalItemId: "1", name: "Mug", quantity: 1, cost: 5 }],
  };
  await api.post("/orders", { orders: [order] });
  const draft = inARow(
    { id: "count", kind: "setVariable", config: { name: "visits", type: "number", value: 1 } },
    { id: "code", kind: "promoCode", config: { pool: "P" } },
    { id: "friend", kind: "getContact", config: { email: "b@example.com" } },
    { id: "ask", kind: "webhook", config: { url: "https://example.com", variable: "stock" } },
    email("mail", "Hello"),
    { id: "wait", kind: "waitForEvent", config: { eventTypeKey: "paid" } },
  ) as { blocks: object[] };
  // Half-made: it names nothing yet, and hides nothing of the others.
  draft.blocks.push({ id: "half", kind: "setVariable", config: { name: "" } });
  const { body: workflow } = await api.post("/workflows", { name: "All", draft });
  const binding = { role: "start", eventTypeKey: "bought", frequency: { kind: "each" } };
  await api.post(`/workflows/${workflow.id}/bindings`, binding);
  const { body } = await api.get(`/fact-paths?workflowId=${workflow.id}`);
  groups = Object.fromEntries(
    body.groups.map((group: { root: string; paths: FactPath[] }) => [
      group.root,
      Object.fromEntries(group.paths.map((path) => [path.path, path])),
    ]),
  );
});

test("what events, contacts and orders were seen to have can be named", () => {
  expect(groups["event"]).toMatchObject({
    "event.params.total": { type: "number", examples: [59.9] },
    "event.params.gift card": { type: "boolean", template: 'event.params["gift card"]' },
    "event.params.items": { type: "list", fields: ["name"] },
    "event.typeKey": { examples: ["bought"] },
  });
  expect(groups["contact"]).toMatchObject({
    "contact.email": { type: "text" },
    "contact.segments": { type: "segments", examples: ["VIP"] },
    "contact.attributes.tier": { type: "text", examples: ["gold"] },
  });
  expect(groups["order"]).toMatchObject({
    "order.totalCost": { type: "number" },
    "order.items": { type: "list", fields: expect.arrayContaining(["name", "cost"]) },
    "order.details.deliveryMethod": { examples: ["Parcel"] },
  });
});

test("what the draft's blocks set, send and wait for can be named", () => {
  expect(groups["vars"]).toMatchObject({
    "vars.visits": { type: "number" },
    "vars.promoCode": { type: "text" },
    "vars.found.email": { type: "text" },
    "vars.stock.status": { type: "number" },
  });
  expect(groups["messages"]).toMatchObject({ "messages.mail.clicked": { type: "boolean" } });
  expect(groups["waited"]).toMatchObject({ "waited.wait.params.method": { examples: ["card"] } });
});

test("every path can stand in a condition and in a template, as what it says it is", () => {
  const all = Object.values(groups).flatMap((paths) => Object.values(paths));
  expect(all.length).toBeGreaterThan(50);
  for (const { path, template } of all) {
    expect(parseCondition({ isSet: { var: path } })).toMatchObject({ ok: true });
    expect([path, templateError(`{{ ${template} }}`)]).toEqual([path, null]);
    expect(usedVariables(`{{ ${template} }}`)[0]?.path.join(".")).toBe(path);
  }
});

test("without a workflow there is what contacts and orders have", async () => {
  const { status, body } = await api.get("/fact-paths");
  expect(status).toBe(200);
  const emailPath = expect.objectContaining({ path: "contact.email", type: "text" });
  expect(body.groups).toEqual([
    expect.objectContaining({ root: "contact", paths: expect.arrayContaining([emailPath]) }),
    expect.objectContaining({ root: "order" }),
  ]);
});

test("of a workflow that is not there nothing is told", async () => {
  expect((await api.get(`/fact-paths?workflowId=${crypto.randomUUID()}`)).status).toBe(404);
});
