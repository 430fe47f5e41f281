import { expect, test } from "vitest";
import type { IngestResult } from "../../src/domain/event.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { severalApis } from "../support/apis.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const outcomes = (result: IngestResult | undefined): string[] =>
  result?.outcome === "accepted" ? result.decisions.map(({ outcome }) => outcome).toSorted() : [];

test("an unknown type is registered in the category Other, once, also by many at once", async () => {
  const { db } = await testDatabase(8);
  const api = severalApis(db, 3);
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      api(n).ingest([incoming({ typeKey: "brandNew", email: `${n}@example.com` })]),
    ),
  );
  const types = await db.query("select category, source from event_types where key = 'brandNew'");
  expect(types).toEqual([{ category: "other", source: "api" }]);
  const events = await db.query<{ n: number }>("select count(*) as n from events");
  expect(events[0]?.n).toBe(30);
});

test("every event that starts nothing says why", async () => {
  const { db } = await testDatabase();
  await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, filter: { ">": [{ var: "event.params.total" }, 50] } }],
  });
  await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, enabled: true, ignoreOlderThan: { amount: 1, unit: "hours" } }],
  });
  const inactive = await makeWorkflow(db, { activate: false });
  const ingest = createIngest(db);
  const [small, old, nobody] = await ingest.ingest([
    incoming({ params: { total: 10 } }),
    incoming({ params: { total: 60 }, occurredAt: new Date(Date.now() - 2 * 3_600_000) }),
    incoming({ identities: [], params: { total: 60 } }),
  ]);
  expect(outcomes(small)).toEqual(["filtered", "launched", "not_active"]);
  expect(outcomes(old)).toEqual(["launched", "not_active", "too_old"]);
  expect(outcomes(nobody)).toEqual(["no_contact", "no_contact", "not_active"]);

  const [reason] = await db.query<{ reason: string }>(
    "select reason from event_decisions where outcome = 'filtered'",
  );
  expect(reason?.reason).toBe(
    "the event does not pass the filter: event.params.total is more than 50",
  );
  const [draft] = await db.query<{ reason: string }>(
    "select reason from event_decisions where workflow_id = $1 limit 1",
    [inactive.id],
  );
  expect(draft?.reason).toBe("the workflow was never activated");
});

test("a message id sent 100 times at once keeps one event, launches one run and answers alike", async () => {
  const { db } = await testDatabase(12);
  await makeWorkflow(db);
  const api = severalApis(db, 5);
  const results = await Promise.all(
    Array.from({ length: 100 }, (_, n) => api(n).ingest([incoming({ messageId: "m-1" })])),
  );
  const ids = new Set(results.map((result) => result[0]?.eventId));
  expect(ids.size).toBe(1);
  expect(results.filter((result) => result[0]?.outcome === "accepted")).toHaveLength(1);
  const [kept] = await db.query(
    "select (select count(*) from events) as events, (select count(*) from runs) as runs",
  );
  expect(kept).toEqual({ events: 1, runs: 1 });
});

test("a message id used again for something else is refused, also within one batch", async () => {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  const [first, other] = await ingest.ingest([
    incoming({ messageId: "m-1" }),
    incoming({ messageId: "m-1", params: { total: 5 } }),
  ]);
  expect([first?.outcome, other?.outcome]).toEqual(["accepted", "message_id_reused"]);
  const [again] = await ingest.ingest([incoming({ messageId: "m-1", keyValue: "B" })]);
  expect(again).toEqual({ outcome: "message_id_reused", eventId: first?.eventId });
});

test("a poisoned event fails alone: who shares its transaction is not hurt", async () => {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  // A NUL, which jsonb refuses; the API refuses it before, so this is the second line.
  const poison = incoming({ params: { note: "a\u0000b" } });
  const results = await Promise.allSettled([
    ...Array.from({ length: 10 }, (_, n) => ingest.ingest([incoming({ keyValue: `before ${n}` })])),
    ingest.ingest([poison]),
    ...Array.from({ length: 10 }, (_, n) => ingest.ingest([incoming({ keyValue: `after ${n}` })])),
  ]);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
  const [kept] = await db.query<{ n: number }>("select count(*) as n from events");
  expect(kept?.n).toBe(20);
});
