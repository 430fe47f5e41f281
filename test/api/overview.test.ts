import { expect, test } from "vitest";
import { countHours } from "../../src/services/overview/over-time.ts";
import { countOneHour, mostUncounted } from "../../src/db/workflows/hourly-counts.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { pastEvents } from "../support/past-events.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/overview";
const attention = async (app: TestApp) => (await app.call("GET", "/api/v1/attention")).body.items;

async function typeOf(app: TestApp, key: string): Promise<string> {
  const { body } = await app.call("POST", "/api/v1/event-types", { key });
  return body.id;
}

test("events of a week stand at their days, those before beside them, however the sweep came to them", async () => {
  const app = await testApp();
  const busy = await typeOf(app, "busy");
  await pastEvents(app.db, busy, { hoursAgo: 48, count: 7 });
  await pastEvents(app.db, busy, { hoursAgo: 24, count: 3 });
  await pastEvents(app.db, busy, { hoursAgo: 9 * 24, count: 11 });
  // As if the sweep had been at work for three weeks.
  await app.db.query("update hourly_count_mark set counted_to = counted_to + interval '40 days'");
  for (let hour = 0; hour < 30; hour++) await countOneHour(app.db);
  await Promise.all([countHours(app.db), countHours(app.db), countHours(app.db)]);
  await countHours(app.db);
  const { body } = await app.call("GET", path);
  expect(body.unit).toBe("day");
  expect(body.times.map(({ events }: { events: number }) => events)).toEqual([0, 0, 0, 0, 7, 3, 0]);
  expect(body.total.events).toBe(10);
  expect(body.before.events).toBe(11);
  const day = await app.call("GET", `${path}?days=1`);
  expect(day.body.unit).toBe("hour");
  expect(day.body.times).toHaveLength(24);
  expect((await app.call("GET", `${path}?days=2`)).status).toBe(400);
});

test("what came since the sweep is in the figures at once, and once when the sweep has been there", async () => {
  const app = await testApp();
  await makeWorkflow(app.db, { bindings: [startOnOrder] });
  const [{ id: type }] = (await app.call("GET", "/api/v1/event-types?search=order")).body.items;
  const markAt = (ago: string) =>
    app.db.query("update hourly_count_mark set counted_to = now() - $1::interval", [ago]);
  const seen = async (days = 7) => (await app.call("GET", `${path}?days=${days}`)).body;
  await markAt("10 minutes");
  await pastEvents(app.db, type, { hoursAgo: 5 / 60, count: 4 });
  const before = Date.now();
  await app.call("POST", "/api/v1/event", {
    eventTypeKey: "order",
    keyValue: "A-1",
    params: [{ name: "Email", value: "ada@example.com" }],
  });
  expect((await seen()).total).toMatchObject({ events: 5, launched: 1 });
  expect((await seen(1)).times.at(-1).launched).toBe(1);
  expect(Date.parse((await seen()).countedUntil)).toBeGreaterThanOrEqual(before);

  await countHours(app.db);
  const [counted] = await app.db.query("select sum(amount)::int as events from hourly_counts");
  expect(counted).toEqual({ events: 4 });
  expect((await seen()).total).toMatchObject({ events: 5, launched: 1 });

  // Of a burst nobody waits for the count, nor is a part of it shown.
  await pastEvents(app.db, type, { hoursAgo: 1 / 60, count: mostUncounted });
  const [mark] = await app.db.query("select counted_to as at from hourly_count_mark");
  const busy = await seen();
  expect(busy.total).toMatchObject({ events: 4, launched: 0 });
  expect(new Date(busy.countedUntil)).toEqual(mark?.["at"]);

  // Where no worker has counted for long, the figures say until when they are.
  await app.db.query("delete from hourly_counts");
  await markAt("2 hours");
  expect((await seen()).total.events).toBe(0);
  expect(Date.parse((await seen()).countedUntil)).toBeLessThan(before - 3_600_000);
});

test("a new system needs no attention", async () => {
  expect(await attention(await testApp())).toEqual([]);
});

test("a channel that an active workflow needs, a low pool and a silent event type are told", async () => {
  const app = await testApp();
  const { id: workflow, versionId } = await makeWorkflow(app.db, {
    bindings: [{ role: "start", eventTypeKey: "cart", frequency: { kind: "each" } }],
  });
  // As if its SMS channel had been taken down since it was published.
  await app.db.query(
    `insert into workflow_versions (id, workflow_id, number, plan, definition)
     select gen_random_uuid(), workflow_id, 2, plan,
            jsonb_insert(definition, '{blocks,0}', '{"id": "sms", "kind": "sendSms"}')
       from workflow_versions where id = $1`,
    [versionId],
  );
  await app.db.query("update workflows set current_version = 2 where id = $1", [workflow]);
  await app.call("POST", "/api/v1/promo-pools", { name: "Ten off", lowStock: 5 });
  const [{ id: type }] = (await app.call("GET", "/api/v1/event-types?search=cart")).body.items;
  for (const days of [1, 2, 3, 5, 7]) {
    await pastEvents(app.db, type, { hoursAgo: days * 24 + 12, count: 4 });
  }
  const items = await attention(app);
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual([
    "channelNotSetUp",
    "silentType",
    "lowPool",
  ]);
  expect(items[0]).toMatchObject({ channel: "sms", workflows: [{ id: workflow }] });
  expect(items[1]).toMatchObject({ type: { key: "cart" } });
  expect(items[2]).toMatchObject({ pool: { name: "Ten off" }, left: 0 });
  // An event again, and it is silent no more.
  await pastEvents(app.db, type, { hoursAgo: 1, count: 1 });
  expect((await attention(app)).map(({ kind }: { kind: string }) => kind)).toEqual([
    "channelNotSetUp",
    "lowPool",
  ]);
});
