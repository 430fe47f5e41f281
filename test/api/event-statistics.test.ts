import { expect, test } from "vitest";
import { countOneDay } from "../../src/db/events/event-days.ts";
import { countDays } from "../../src/services/event-types/event-types.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { pastEvents } from "../support/past-events.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/event-types";

async function typeOf(app: TestApp, key: string): Promise<string> {
  const { body } = await app.call("POST", path, { key });
  return body.id;
}

async function perDay(app: TestApp, id: string): Promise<number[]> {
  return (await app.call("GET", `${path}/${id}`)).body.eventsPerDay;
}

/** How many events the sweep has counted. */
async function counted(app: TestApp): Promise<number> {
  const [row] = await app.db.query<{ events: number }>(
    "select coalesce(sum(events), 0)::int as events from event_type_days",
  );
  return row?.events ?? -1;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

test("the events of the last 14 days are the same before, while and after the sweep counts them", async () => {
  const app = await testApp();
  const [busy, quiet] = [await typeOf(app, "busy"), await typeOf(app, "quiet")];
  for (const [day, count] of [3, 0, 7, 0, 0, 2, 0, 0, 0, 11].entries()) {
    await pastEvents(app.db, busy, { hoursAgo: day * 24, count });
  }
  await pastEvents(app.db, busy, { hoursAgo: 40 * 24, count: 5 });
  const byIndex = await perDay(app, busy);
  expect(byIndex).toEqual([0, 0, 0, 0, 11, 0, 0, 0, 2, 0, 0, 7, 0, 3]);
  // Some days are counted, the others not yet; days without an event are no work.
  for (const soFar of [11, 13, 20]) {
    expect(await countOneDay(app.db)).toBe(true);
    expect(await perDay(app, busy)).toEqual(byIndex);
    expect(await counted(app)).toBe(soFar);
  }
  await countDays(app.db);
  await countDays(app.db);
  expect(await perDay(app, busy)).toEqual(byIndex);
  expect(await counted(app)).toBeGreaterThanOrEqual(20);
  // What comes after the mark is there at once.
  await pastEvents(app.db, busy, { hoursAgo: 0, count: 4 });
  expect(sum(await perDay(app, busy))).toBe(sum(byIndex) + 4);
  expect(await perDay(app, quiet)).toEqual(Array(14).fill(0));
});

test("of a system without events nothing is counted, in one step", async () => {
  const app = await testApp();
  expect(await countOneDay(app.db)).toBe(false);
  const [mark] = await app.db.query<{ isNow: boolean }>(
    `select counted_to > now() - interval '3 minutes' as "isNow" from event_day_mark`,
  );
  expect(mark?.isNow).toBe(true);
});

test("two sweeps at once count nothing twice", async () => {
  const app = await testApp();
  const id = await typeOf(app, "busy");
  await pastEvents(app.db, id, { hoursAgo: 30, count: 50 });
  await Promise.all([countDays(app.db), countDays(app.db), countDays(app.db)]);
  expect(sum(await perDay(app, id))).toBe(50);
});

test("a type shows its links to workflows that are not archived, 20 of them, and how many there are", async () => {
  const app = await testApp();
  const { id, bindings } = await makeWorkflow(app.db, { name: "A first" });
  for (let n = 1; n <= 20; n++) await makeWorkflow(app.db, { name: `W ${n}`, activate: false });
  const gone = await makeWorkflow(app.db, { name: "Gone" });
  await app.call("POST", `/api/v1/workflows/${gone.id}/archive`, {});
  const { body } = await app.call("GET", `${path}?search=order&source=manual`);
  const [type] = body.items;
  expect(type).toMatchObject({ key: "order", linkCount: 21 });
  expect(type.links).toHaveLength(20);
  expect(type.links[0]).toEqual({
    workflowId: id,
    workflowName: "A first",
    status: "active",
    role: "start",
    bindingId: bindings[0],
    enabled: true,
  });
  expect(JSON.stringify(type.links)).not.toContain("Gone");
});

test("types are found by what they start or stop, and by what made them", async () => {
  const app = await testApp();
  await makeWorkflow(app.db, {
    bindings: [
      { role: "start", eventTypeKey: "begins", frequency: { kind: "each" } },
      { role: "stop", eventTypeKey: "ends" },
    ],
  });
  const gone = await makeWorkflow(app.db, {
    bindings: [{ role: "start", eventTypeKey: "began", frequency: { kind: "each" } }],
  });
  await app.call("POST", `/api/v1/workflows/${gone.id}/archive`, {});
  await app.call("POST", "/api/v1/event", { eventTypeKey: "sent", keyValue: "1" });
  const keys = async (query: string) =>
    (await app.call("GET", `${path}?${query}`)).body.items.map(({ key }: { key: string }) => key);
  expect(await keys("dependency=start")).toEqual(["begins"]);
  expect(await keys("dependency=stop")).toEqual(["ends"]);
  expect(await keys("dependency=none&source=manual")).toEqual(["began"]);
  expect(await keys("source=api")).toEqual(["sent"]);
});

test("sorted by the last event, pages show every type once, whatever comes in between them", async () => {
  const app = await testApp();
  for (const [index, key] of ["a", "b", "c", "d", "never"].entries()) {
    const id = await typeOf(app, key);
    if (key !== "never") await pastEvents(app.db, id, { hoursAgo: 10 - index });
  }
  const found: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const after: string = next === "" ? "" : `&after=${next}`;
    const { body } = await app.call(
      "GET",
      `${path}?sort=lastEventAt&limit=2&source=manual${after}`,
    );
    found.push(...body.items.map(({ key }: { key: string }) => key));
    next = body.next;
    // The oldest type becomes the latest one.
    await app.call("POST", "/api/v1/event", { eventTypeKey: "a", keyValue: `${found.length}` });
  }
  expect(found).toEqual(["d", "c", "b", "a", "never"]);
  const { body } = await app.call("GET", `${path}?sort=lastEventAt&limit=1`);
  expect(body.items[0].key).toBe("a");
  expect(
    (await app.call("GET", `${path}?sort=lastEventAt&after=${next ?? "WyJhIl0"}`)).status,
  ).toBe(400);
});

test("what a deletion would mean is told before, and is what happens", async () => {
  const app = await testApp();
  const free = await typeOf(app, "free");
  await pastEvents(app.db, free, { hoursAgo: 1, count: 3 });
  const before = await app.call("GET", `${path}/${free}/consequences`);
  expect(before.body).toEqual({
    canDelete: true,
    why: null,
    events: 3,
    mostCounted: 10_000,
    bindings: [],
    waiting: [],
  });
  expect((await app.call("DELETE", `${path}/${free}`)).status).toBe(204);

  const { body: system } = await app.call("GET", `${path}?search=orderDELIVERED`);
  const refused = await app.call("GET", `${path}/${system.items[0].id}/consequences`);
  expect(refused.body).toMatchObject({ canDelete: false, why: expect.stringContaining("itself") });
});

test("a type that a published workflow waits for can't be deleted until none waits any more", async () => {
  const app = await testApp();
  const waiting = (eventTypeKey: string) => ({
    blocks: [
      { id: "start", kind: "start" },
      { id: "wait", kind: "waitForEvent", config: { eventTypeKey } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "wait" },
      { from: "wait", branch: "event", to: "end" },
      { from: "wait", branch: "timeout", to: "end" },
    ],
  });
  const { id } = await makeWorkflow(app.db, { name: "Waits", definition: waiting("paid") });
  const { body } = await app.call("GET", `${path}?search=paid`);
  const place = `${path}/${body.items[0].id}`;
  const waits = [{ workflowId: id, workflowName: "Waits", isCurrent: true, runs: 0 }];
  expect((await app.call("GET", `${place}/consequences`)).body).toMatchObject({
    canDelete: false,
    bindings: [],
    waiting: waits,
  });
  const refused = await app.call("DELETE", place);
  expect([refused.status, refused.body.waiting]).toEqual([409, waits]);

  const draft = waiting("shipped");
  await app.call("PATCH", `/api/v1/workflows/${id}`, { draft, draftRevision: 1 });
  expect((await app.call("POST", `/api/v1/workflows/${id}/publish`, {})).status).toBe(200);
  expect((await app.call("DELETE", place)).status).toBe(204);
});

test("the params of the newest events are told with type, number and examples", async () => {
  const app = await testApp();
  const id = await typeOf(app, "order");
  const older = { total: "12", city: "Kyiv" };
  await pastEvents(app.db, id, { hoursAgo: 3, params: { gone: "before the newest 500" } });
  await pastEvents(app.db, id, { hoursAgo: 2, count: 499, params: older });
  await pastEvents(app.db, id, { hoursAgo: 1, params: { total: 12, delivery: { city: "Lviv" } } });
  const { body } = await app.call("GET", `${path}/${id}/params`);
  expect(body).toEqual({
    events: 500,
    params: [
      { name: "total", type: "text", count: 500, examples: [12, "12"] },
      { name: "city", type: "text", count: 499, examples: ["Kyiv"] },
      { name: "delivery.city", type: "text", count: 1, examples: ["Lviv"] },
    ],
  });
});

test("a day that is counted in two goes is the sum of both", async () => {
  const app = await testApp();
  const id = await typeOf(app, "busy");
  await app.db.query(
    "update event_day_mark set counted_to = date_trunc('day', now(), 'UTC') - interval '36 hours'",
  );
  await app.db.query(
    `insert into event_type_days
     select $1, ((date_trunc('day', now(), 'UTC') - interval '36 hours') at time zone 'UTC')::date, 5`,
    [id],
  );
  const [at] = await app.db.query<{ hoursAgo: number }>(
    `select extract(epoch from now() - date_trunc('day', now(), 'UTC') + interval '30 hours')::float8 / 3600
            as "hoursAgo"`,
  );
  await pastEvents(app.db, id, { hoursAgo: at?.hoursAgo ?? 0, count: 4 });
  expect((await perDay(app, id)).at(-3)).toBe(9);
  await countDays(app.db);
  expect((await perDay(app, id)).at(-3)).toBe(9);
  expect(await counted(app)).toBe(9);
});
