import { expect, test } from "vitest";
import { leastRetention, retentionKinds, usualRetention } from "../../src/domain/retention.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { pastContacts, pastPartitions, pastRuns, typeIdOf } from "../support/past-data.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/retention";

test("a new installation keeps for a year and a month, an older one for good until somebody says otherwise", async () => {
  const app = await testApp();
  const { body } = await app.call("GET", path);
  expect(body.retention).toEqual(usualRetention);
  expect(body.wholeSince.runs).toBeNull();
  const [migration] = await app.db.query<{ name: string }>(
    "select 1 as name from settings where key = 'retention'",
  );
  expect(migration).toBeUndefined();
});

test("a change is kept and in the audit log; what is left out stays", async () => {
  const app = await testApp();
  const { status, body } = await app.call("PATCH", path, { events: 90, journals: 30 });
  expect(status).toBe(200);
  expect(body.retention).toEqual({ ...usualRetention, events: 90, journals: 30 });
  const audited = await app.call("GET", "/api/v1/audit-log");
  expect(audited.body.items[0]).toMatchObject({ entity: "setting", entityId: "retention" });
});

test.each(retentionKinds)("%s below what something needs are refused", async (kind) => {
  const app = await testApp();
  const { status, body } = await app.call("PATCH", path, { [kind]: leastRetention[kind] - 1 });
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe(kind);
});

test("messages can't be kept longer than the runs that sent them", async () => {
  const app = await testApp();
  const { status, body } = await app.call("PATCH", path, { runs: 100 });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { path: "messages", message: "messages can't be kept longer than the runs that sent them" },
  ]);
  expect((await app.call("PATCH", path, { runs: 100, messages: 100 })).status).toBe(200);
});

test("a goal that looks back further is refused by its workflow's name", async () => {
  const app = await testApp();
  const { id } = await makeWorkflow(app.db, { name: "Welcome" });
  const goal = { eventTypeKey: "order", window: { every: 90, unit: "days" } };
  expect((await app.call("PATCH", `/api/v1/workflows/${id}`, { goal })).status).toBe(200);
  const { status, body } = await app.call("PATCH", path, { journals: 60 });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { path: "journals", message: "the goal of “Welcome” looks back 90 days" },
  ]);
  expect((await app.call("PATCH", path, { journals: 90 })).status).toBe(200);
});

test("segments that look back further are named, and it holds only where that is accepted", async () => {
  const app = await testApp();
  await makeWorkflow(app.db);
  const segment = async (name: string, events: object) => {
    const rule = { ">=": [{ events: { type: "order", ...events } }, 1] };
    const made = await app.call("POST", "/api/v1/segments", { name, rule });
    expect(made.status).toBe(201);
  };
  await segment("Lately", { last: { amount: 30, unit: "days" } });
  await segment("This year", { last: { amount: 12, unit: "months" } });
  const change = { events: 100 };
  const outlook = await app.call("POST", `${path}/outlook`, change);
  expect(outlook.body).toMatchObject({ retention: { events: 100 } });
  expect(outlook.body.lookBacks).toMatchObject([
    { kind: "events", by: "segment", name: "This year", days: 372 },
  ]);
  const refused = await app.call("PATCH", path, change);
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain("“This year”");
  expect((await app.call("GET", path)).body.retention.events).toBe(400);
  const accepted = await app.call("PATCH", path, { ...change, acceptLookBacks: true });
  expect(accepted.body.retention.events).toBe(100);
  // Once more the same is nothing new.
  expect((await app.call("PATCH", path, change)).status).toBe(200);
  // One that looks back to the beginning is told of whatever is kept.
  await segment("Ever", {});
  const { body } = await app.call("GET", path);
  expect(body.lookBacks.map(({ name }: { name: string }) => name)).toContain("Ever");
});

test("what would go is told before, and is what goes", async () => {
  const app = await testApp();
  await pastPartitions(app.db, 8);
  await app.db.query("update hourly_count_mark set counted_to = now()");
  await app.db.query("update event_day_mark set counted_to = now()");
  await app.db.query("update cohort_mark set counted_to = now()");
  const workflow = await makeWorkflow(app.db);
  const typeId = await typeIdOf(app.db, "order");
  const [contactId = ""] = await pastContacts(app.db, 1);
  const run = { lasted: 1, status: "completed" as const, contactId, messages: 1 };
  await pastRuns(app.db, workflow, typeId, [
    { ...run, daysAgo: 200 },
    { ...run, daysAgo: 180 },
    { ...run, daysAgo: 10 },
  ]);
  const change = { events: 90, runs: 100, messages: 100, messageContents: 50 };
  const { body } = await app.call("POST", `${path}/outlook`, change);
  const counts = Object.fromEntries(
    body.due.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
  );
  expect(counts).toEqual({ events: 2, runs: 2, journals: 0, messages: 2, messageContents: 2 });
});
