import { describe, expect, test } from "vitest";
import { eventCategories } from "../../src/contract/event-categories.ts";
import { makeWorkflow } from "../support/campaign.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/event-types";
const make = (app: TestApp, body: object) => app.call("POST", path, body);

test("the categories are those of the product", () => {
  expect(Object.values(eventCategories)).toEqual([
    "Click",
    "Delivery",
    "Reply",
    "Subscribe/Unsubscribe",
    "Import",
    "RFM",
    "Subscription",
    "View",
    "Order initialized",
    "Order in progress",
    "Order delivered",
    "Order cancelled",
    "Other",
  ]);
});

test("the system's types are there from the first start and can't be deleted", async () => {
  const app = await testApp();
  const { body } = await app.call("GET", path);
  expect(body.items).toMatchObject([
    { key: "backInStock", category: "other", source: "system" },
    { key: "bounced", category: "delivery", source: "system" },
    { key: "cartAbandoned", category: "other", source: "system" },
    { key: "cartUpdated", category: "other", source: "system" },
    { key: "click", category: "click", source: "system" },
    { key: "complained", category: "delivery", source: "system" },
    { key: "contactFieldChanged", category: "other", source: "system" },
    { key: "contactImported", category: "import", source: "system" },
    { key: "delivered", category: "delivery", source: "system" },
    { key: "messageFailed", category: "delivery", source: "system" },
    { key: "open", source: "system" },
    { key: "orderABANDONED_SHOPPING_CART", category: "other", source: "system" },
    { key: "orderCANCELLED", category: "order_cancelled", source: "system" },
    { key: "orderDELIVERED", category: "order_delivered", source: "system" },
    { key: "orderINITIALIZED", category: "order_initialized", source: "system" },
    { key: "orderIN_PROGRESS", category: "order_in_progress", source: "system" },
    { key: "pageViewed", category: "view", source: "system" },
    { key: "priceDropped", category: "other", source: "system" },
    { key: "productViewed", category: "view", source: "system" },
    { key: "replied", category: "reply", source: "system" },
    { key: "rfmClassChanged", category: "rfm", source: "system" },
    { key: "segmentEntered", source: "system" },
    { key: "segmentLeft", source: "system" },
    { key: "subscribeFromApi", category: "subscribe_unsubscribe", source: "system" },
    { key: "subscribeUpdateFromApi", category: "subscribe_unsubscribe", source: "system" },
    { key: "subscribed", category: "subscribe_unsubscribe", source: "system" },
    { key: "subscriptionRequested", category: "subscribe_unsubscribe", source: "system" },
    { key: "unsubscribed", category: "subscribe_unsubscribe", source: "system" },
  ]);
  for (const { id } of body.items) {
    expect((await app.call("DELETE", `${path}/${id}`)).status).toBe(409);
  }
});

test("a type is made by hand, changed but for its key, and deleted", async () => {
  const app = await testApp();
  const made = await make(app, { key: "signUp", category: "subscribe_unsubscribe" });
  expect(made).toMatchObject({
    status: 201,
    body: { key: "signUp", name: "signUp", description: "", source: "manual", lastEventAt: null },
  });
  const place = `${path}/${made.body.id}`;
  const changed = await app.call("PATCH", place, { name: "Sign-up", category: "view" });
  expect(changed.body).toMatchObject({ key: "signUp", name: "Sign-up", category: "view" });
  expect((await app.call("PATCH", place, { key: "other" })).status).toBe(400);
  expect((await app.call("PATCH", place, {})).status).toBe(400);
  expect((await app.call("PATCH", place, { category: "none" })).status).toBe(400);
  expect((await app.call("DELETE", place)).status).toBe(204);
  expect((await app.call("GET", place)).status).toBe(404);
});

test("a key that is taken is a 409, an impossible one a 400", async () => {
  const app = await testApp();
  expect((await make(app, { key: "click" })).status).toBe(409);
  expect((await make(app, { key: "a/b" })).status).toBe(400);
});

test("the list is searched in key and name, filtered, and paged without gaps", async () => {
  const app = await testApp();
  for (const key of ["b_1", "b%2", "B3", "c4"]) await make(app, { key, name: `Name of ${key}` });
  const keys = async (query: string) => {
    const found: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const after: string = next === "" ? "" : `&after=${next}`;
      const { body } = await app.call("GET", `${path}?limit=2&${query}${after}`);
      found.push(...body.items.map(({ key }: { key: string }) => key));
      next = body.next;
    }
    return found;
  };
  expect(await keys("search=NAME")).toEqual(["B3", "b%2", "b_1", "c4"]);
  expect(await keys("search=b_")).toEqual(["b_1"]);
  expect(await keys("search=%25")).toEqual(["b%2"]);
  expect(await keys("category=click")).toEqual(["click"]);
  expect(await keys("")).toHaveLength(32);
});

describe("a type that workflows are bound to", () => {
  async function bound() {
    const app = await testApp();
    const period = { kind: "period", every: 2, unit: "days", window: "rolling", timeZone: "UTC" };
    const starts = await makeWorkflow(app.db, {
      name: "Welcome",
      bindings: [{ role: "start", eventTypeKey: "hello", frequency: period }],
    });
    const stops = await makeWorkflow(app.db, {
      name: "Chase",
      bindings: [{ role: "stop", eventTypeKey: "hello" }],
      activate: false,
    });
    const { body } = await app.call("GET", `${path}?search=hello`);
    return { app, starts, stops, type: body.items[0] };
  }

  test("it shows what it starts and stops, how often in words, and how many", async () => {
    const { app, starts, stops, type } = await bound();
    expect(type).toMatchObject({ startedWorkflows: 1, stoppedWorkflows: 1 });
    const { body } = await app.call("GET", `${path}/${type.id}/dependencies`);
    expect(body).toEqual({
      starts: [
        {
          workflowId: starts.id,
          workflowName: "Welcome",
          status: "active",
          bindingId: starts.bindings[0],
          enabled: true,
          frequency: "once per contact in any 2 days",
          words: "At most one run per contact in any 2 days",
          runsLast7Days: 0,
          lastRunAt: null,
        },
      ],
      stops: [expect.objectContaining({ workflowId: stops.id, workflowName: "Chase" })],
    });
  });

  test("its deletion is refused with 409 and the bindings; nothing is deleted", async () => {
    const { app, starts, stops, type } = await bound();
    const { status, body } = await app.call("DELETE", `${path}/${type.id}`);
    expect(status).toBe(409);
    expect(body.bindings).toMatchObject([
      { workflowId: stops.id, workflowName: "Chase", role: "stop" },
      { workflowId: starts.id, workflowName: "Welcome", role: "start" },
    ]);
    expect((await app.call("GET", `${path}/${type.id}`)).status).toBe(200);
  });
});

test("events of a deleted type stay in the history, under its old key", async () => {
  const app = await testApp();
  const sent = await app.call("POST", "/api/v1/event", { eventTypeKey: "gone", keyValue: "1" });
  const { body } = await app.call("GET", `${path}?search=gone`);
  expect(body.items[0].lastEventAt).not.toBeNull();
  expect((await app.call("DELETE", `${path}/${body.items[0].id}`)).status).toBe(204);
  const history = await app.call("GET", `/api/v1/events/${sent.body.eventId}`);
  expect(history.status).toBe(200);
  expect(JSON.stringify(history.body)).toContain("gone");
  // And its key may be used again.
  expect((await make(app, { key: "gone" })).status).toBe(201);
});
