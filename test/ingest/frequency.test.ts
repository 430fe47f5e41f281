import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { severalApis } from "../support/apis.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const daily = { kind: "period", every: 1, unit: "days" };
const start = (frequency: object, more: object = {}) => ({
  role: "start",
  eventTypeKey: "order",
  frequency,
  ...more,
});

async function counts(db: Awaited<ReturnType<typeof testDatabase>>["db"], bindingId: string) {
  const rows = await db.query<{ outcome: string; n: number }>(
    "select outcome, count(*) as n from event_decisions where binding_id = $1 group by outcome",
    [bindingId],
  );
  const runs = await db.query<{ n: number }>(
    "select count(*) as n from runs where binding_id = $1",
    [bindingId],
  );
  return { runs: runs[0]?.n, ...Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n])) };
}

test("100 concurrent events of one contact launch 100, 1 and 1 runs under each time, once and a period", async () => {
  const { db } = await testDatabase(12);
  const [each, once, period] = await Promise.all([
    makeWorkflow(db, { bindings: [start({ kind: "each" })] }),
    makeWorkflow(db, { bindings: [start({ kind: "once" })] }),
    makeWorkflow(db, { bindings: [start(daily)] }),
  ]);
  const api = severalApis(db, 5);
  const events = Array.from({ length: 100 }, (_, n) => incoming({ keyValue: `A-${n}` }));
  await Promise.all(events.map((event, n) => api(n).ingest([event])));

  expect(await counts(db, each.bindings[0] ?? "")).toEqual({ runs: 100, launched: 100 });
  expect(await counts(db, once.bindings[0] ?? "")).toEqual({
    runs: 1,
    launched: 1,
    suppressed: 99,
  });
  expect(await counts(db, period.bindings[0] ?? "")).toEqual({
    runs: 1,
    launched: 1,
    suppressed: 99,
  });
});

test("within one batch the first event gets the window, and later ones are told until when it lasts", async () => {
  const { db } = await testDatabase();
  await makeWorkflow(db, { bindings: [start(daily)] });
  const results = await createIngest(db).ingest([
    incoming({ keyValue: "1" }),
    incoming({ keyValue: "2" }),
  ]);
  const [first, second] = results.map((result) =>
    result.outcome === "accepted" ? result : undefined,
  );
  expect(first?.decisions[0]?.outcome).toBe("launched");
  expect(second?.decisions[0]).toMatchObject({
    outcome: "suppressed",
    until: new Date((first?.receivedAt.getTime() ?? 0) + 86_400_000),
  });
});

test("an opened gate lets exactly one of many concurrent events through, again", async () => {
  const { db } = await testDatabase(12);
  const { bindings } = await makeWorkflow(db, { bindings: [start(daily)] });
  const api = severalApis(db, 4);
  await api(0).ingest([incoming()]);
  for (const launchesSoFar of [1, 2, 3]) {
    expect((await counts(db, bindings[0] ?? "")).runs).toBe(launchesSoFar);
    // The window ends: what a day would do.
    await db.query(
      "update launch_gates set next_allowed_at = now() - interval '1 ms', launched_at = launched_at - interval '1 day'",
    );
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => api(n).ingest([incoming({ keyValue: String(n) })])),
    );
  }
  expect((await counts(db, bindings[0] ?? "")).runs).toBe(4);
});

test("per event key: once per order, whoever it is about", async () => {
  const { db } = await testDatabase();
  const { bindings } = await makeWorkflow(db, {
    bindings: [start({ kind: "once" }, { subject: "key" })],
  });
  const ingest = createIngest(db);
  await ingest.ingest([
    incoming({ keyValue: "A-1" }),
    incoming({ keyValue: "A-2" }),
    incoming({ keyValue: "A-1", email: "bob@example.com" }),
  ]);
  await ingest.ingest([incoming({ keyValue: "A-2", email: "cid@example.com" })]);
  expect(await counts(db, bindings[0] ?? "")).toEqual({ runs: 2, launched: 2, suppressed: 2 });
});

test("a client's clock opens no gate: occurred_at far ahead is still in the window", async () => {
  const { db } = await testDatabase();
  const { bindings } = await makeWorkflow(db, { bindings: [start(daily)] });
  const ingest = createIngest(db);
  await ingest.ingest([incoming()]);
  await ingest.ingest([incoming({ occurredAt: new Date(Date.now() + 40 * 86_400_000) })]);
  expect(await counts(db, bindings[0] ?? "")).toEqual({ runs: 1, launched: 1, suppressed: 1 });
});

test("ids follow the card: by event, by contact, by contact and window", async () => {
  const { db } = await testDatabase();
  const each = await makeWorkflow(db, { bindings: [start({ kind: "each" })] });
  const once = await makeWorkflow(db, { bindings: [start({ kind: "once" })] });
  const calendar = await makeWorkflow(db, { bindings: [start({ ...daily, window: "calendar" })] });
  const [result] = await createIngest(db).ingest([incoming()]);
  if (result?.outcome !== "accepted") throw new Error("not accepted");
  const ids = await db.query<{ id: string }>("select temporal_id as id from runs order by id");
  expect(new Set(ids.map(({ id }) => id))).toEqual(
    new Set([
      `run/${each.bindings[0]}/${result.eventId}`,
      `run/${once.bindings[0]}/${result.contactId}`,
      `run/${calendar.bindings[0]}/${result.contactId}/${result.receivedAt.toISOString().slice(0, 10)}T00:00:00.000Z`,
    ]),
  );
});
