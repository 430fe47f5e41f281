import { beforeAll, expect, test } from "vitest";
import type { Scope } from "../../src/contract/scopes.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { contextOf } from "../support/context.ts";
import type { TestApi } from "./workflows/api.ts";
import { activeWorkflow, send, testApi } from "./workflows/api.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  await activeWorkflow(api, { typeKey: "lampBought" });
  await send(api, "lampBought", "lamplighter@example.com");
  await api.post("/segments", { name: "Lamp lovers" });
  await api.post("/topics", { key: "lamps", name: "News of lamps" });
  await api.post("/promo-pools", { name: "Lamp codes" });
  await api.post("/templates", { name: "Lamp mail", content: { subject: "s", html: "<p>h</p>" } });
  await api.post("/orders", {
    orders: Array.from({ length: 7 }, (_, n) => ({
      externalOrderId: `LAMP-${n}`,
      externalCustomerId: "buyer-1",
      status: "INITIALIZED",
      totalCost: 5,
      currency: "EUR",
      date: "2026-03-01T12:00:00Z",
    })),
  });
});

const kindsFor = async (query: string): Promise<string[]> => {
  const { status, body } = await api.get(`/search?query=${encodeURIComponent(query)}`);
  expect(status).toBe(200);
  return [...new Set((body.hits as { kind: string }[]).map(({ kind }) => kind))];
};

test("one question finds people and all that people make, in one order", async () => {
  expect(await kindsFor("lamp")).toEqual([
    "workflow",
    "contact",
    "eventType",
    "segment",
    "template",
    "topic",
    "promoPool",
  ]);
});

test("orders are found by the beginning of their number, five at most", async () => {
  const { body } = await api.get("/search?query=LAMP-");
  const orders = body.hits.filter(({ kind }: { kind: string }) => kind === "order");
  expect(orders.map(({ title }: { title: string }) => title)).toEqual(
    [0, 1, 2, 3, 4].map((n) => `LAMP-${n}`),
  );
});

test("a whole id finds the run, the event, the contact and the workflow that have it", async () => {
  const run = (await api.get("/runs")).body.items[0];
  const event = (await api.get("/events")).body.items[0];
  for (const [kind, id] of [
    ["run", run.id],
    ["event", event.id],
    ["contact", event.contactId],
    ["workflow", run.workflow.id],
  ]) {
    const { body } = await api.get(`/search?query=${id}`);
    expect(body.hits).toEqual([expect.objectContaining({ kind, id })]);
  }
});

test("nothing asked gives what was changed and came last", async () => {
  const { body } = await api.get("/search");
  expect(body.hits).toEqual([
    expect.objectContaining({ kind: "workflow", title: "On lampBought" }),
    expect.objectContaining({ kind: "eventType", title: "Order initialized" }),
    expect.objectContaining({ kind: "eventType", title: "lampBought" }),
  ]);
});

test("characters of patterns are taken as they are", async () => {
  for (const query of ["%", "%lamp", "\\", "'", "l_mp"]) expect(await kindsFor(query)).toEqual([]);
});

test("channels are told to administrators only, and nothing to who may not read", async () => {
  const ask = async (...scopes: Scope[]) => {
    const context = contextOf(api.db);
    const { key } = await createApiKey(context, { name: scopes.join(), scopes }, { scopes });
    const response = await fetch(`${api.url}/api/v1/search?query=e-mail`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask("read")).toEqual({ status: 200, body: { hits: [] } });
  const { body } = await ask("read", "admin");
  expect(body).toEqual({ hits: [expect.objectContaining({ kind: "channel", id: "email" })] });
  expect((await ask("send")).status).toBe(403);
});
