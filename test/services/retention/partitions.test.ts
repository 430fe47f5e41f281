import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import {
  dropIfEmpty,
  forgetPartition,
  makePartitions,
  partitionsAhead,
  partitionsBefore,
  remainders,
  strayEvents,
} from "../../../src/db/core/partitions.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { forgetEvents } from "../../../src/services/retention/forget-events.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";
import { heldTransaction } from "../../support/held-transaction.ts";
import { pastContacts, pastPartitions, pastRuns, typeIdOf } from "../../support/past-data.ts";
import { pastEvents } from "../../support/past-events.ts";

const dayMs = 86_400_000;
const { signal } = new AbortController();
const ago = (days: number): Date => new Date(Date.now() - days * dayMs);

const count = async (db: Database, from: string): Promise<number> =>
  (await db.query<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? -1;

const parts = (db: Database): Promise<string[]> => partitionsBefore(db, new Date(8e12));

test("partitions are made from the end of the last one on, by month or by day, and again changes nothing", async () => {
  const { db } = await testDatabase();
  const before = await parts(db);
  await makePartitions(db, "month");
  const months = await parts(db);
  expect(months.slice(0, before.length)).toEqual(before);
  expect(await partitionsAhead(db)).toBeGreaterThan(61 * 86_400);
  await makePartitions(db, "month");
  expect(await parts(db)).toEqual(months);
  // Days follow on the months that are there; where those reach further than days do, none is needed.
  await makePartitions(db, "day");
  expect(await parts(db)).toEqual(months);
  for (const part of months.slice(1)) {
    await db.query(`drop table events_${part}, event_decisions_${part}`);
  }
  await makePartitions(db, "day");
  const days = (await parts(db)).slice(1);
  expect(days.every((part) => /^\d{4}_\d\d_\d\d$/.test(part))).toBe(true);
  expect(await partitionsAhead(db)).toBeGreaterThan(13 * 86_400);
});

test("a missing partition is told, events go on into the default one, and the next one begins behind them", async () => {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  for (const part of await parts(db)) {
    await db.query(`drop table events_${part}, event_decisions_${part}`);
  }
  expect(await partitionsAhead(db)).toBe(0);
  await makeWorkflow(db);
  await ingest.ingest([incoming()]);
  expect(await strayEvents(db)).toBe(1);

  await makePartitions(db, "month");
  expect(await partitionsAhead(db)).toBeGreaterThan(58 * 86_400);
  expect(await count(db, "events")).toBe(1);
  await ingest.ingest([incoming({ keyValue: "A-2" })]);
  expect(await count(db, "events")).toBe(2);
  expect(await strayEvents(db)).toBe(1);
});

test("a partition goes as a whole when all of it is due; an event that a run refers to stays until the run goes", async () => {
  const { db } = await testDatabase();
  await pastPartitions(db, 8);
  const workflow = await makeWorkflow(db);
  const typeId = await typeIdOf(db, "order");
  const [contactId = ""] = await pastContacts(db, 1);
  await pastEvents(db, typeId, { hoursAgo: 24 * 200, count: 50 });
  await pastEvents(db, typeId, { hoursAgo: 24 * 20, count: 7 });
  const run = { daysAgo: 200, lasted: null, status: "completed" as const, contactId, messages: 0 };
  const [open] = await pastRuns(db, workflow, typeId, [run]);

  const done = await forgetEvents(db, { before: ago(100), signal });
  expect(done).toMatchObject({ events: 50, busy: 0 });
  expect(done.partitions).toBeGreaterThan(2);
  expect(await count(db, "events")).toBe(8);
  expect(await count(db, "event_decisions")).toBe(1);
  const rest = (await remainders(db, ago(100))).filter((part) => part !== "default");
  expect(rest).toHaveLength(1);
  const [event] = await db.query<{ there: boolean }>(
    "select exists (select from events e join runs r on r.event_id = e.id where r.id = $1) as there",
    [open],
  );
  expect(event?.there).toBe(true);
  // The run still refers to it.
  expect(await forgetEvents(db, { before: ago(100), signal })).toMatchObject({ events: 0 });
  expect(await dropIfEmpty(db, rest[0] ?? "")).toBe(false);

  await db.query("delete from runs");
  expect(await forgetEvents(db, { before: ago(100), signal })).toMatchObject({ events: 1 });
  expect(await remainders(db, ago(100))).toEqual(["default"]);
  expect(await count(db, "events")).toBe(7);
  const [noted] = await db.query<{ events: number }>("select events from forgotten_events");
  expect(noted?.events).toBe(51);
});

test("events that fell into the default partition go row by row when they are due", async () => {
  const { db } = await testDatabase();
  await makeWorkflow(db);
  const typeId = await typeIdOf(db, "order");
  await pastEvents(db, typeId, { hoursAgo: 24 * 200, count: 2_500 });
  await pastEvents(db, typeId, { hoursAgo: 24 * 50, count: 3 });
  expect(await strayEvents(db)).toBe(1_000);
  expect(await forgetEvents(db, { before: ago(100), signal })).toMatchObject({ events: 2_500 });
  expect(await count(db, "events")).toBe(3);
});

test("while somebody reads events, no partition is dropped and ingest waits for a second at most", async () => {
  const { db } = await testDatabase(10);
  await pastPartitions(db, 8);
  await makeWorkflow(db);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await ingest.ingest([incoming()]);
  const typeId = await typeIdOf(db, "order");
  await pastEvents(db, typeId, { hoursAgo: 24 * 200, count: 20 });
  const reader = await heldTransaction(db, "select count(*) from events");

  const forgetting = forgetEvents(db, { before: ago(100), signal });
  const began = performance.now();
  await ingest.ingest([incoming({ keyValue: "A-2" })]);
  expect(performance.now() - began).toBeLessThan(3_000);
  const done = await forgetting;
  expect(done.partitions).toBe(0);
  expect(done.busy).toBeGreaterThan(0);
  expect(await count(db, "events")).toBe(22);

  await reader.end();
  expect((await forgetEvents(db, { before: ago(100), signal })).events).toBe(20);
});

test("a partition that is not wholly due is refused", async () => {
  const { db } = await testDatabase();
  const [current = ""] = await parts(db);
  await expect(forgetPartition(db, current, ago(0))).rejects.toThrow(
    "is no partition that lies wholly before",
  );
});
