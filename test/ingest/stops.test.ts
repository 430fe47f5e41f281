import { expect, test } from "vitest";
import type { IngestResult } from "../../src/domain/event.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { ingestInTransaction } from "../../src/ingest/ingest-in-transaction.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { severalApis } from "../support/apis.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";

const stopOnPaid = { role: "stop", eventTypeKey: "paid" };

async function setUp(stop: object = {}) {
  const { db } = await testDatabase(10);
  const workflow = await makeWorkflow(db, { bindings: [startOnOrder, { ...stopOnPaid, ...stop }] });
  const signals = () =>
    db.query<{ runId: string; eventId: string }>(
      'select run_id as "runId", event_id as "eventId" from run_signals order by id',
    );
  return { db, workflow, ingest: createIngest(db), signals };
}

const decision = (result: IngestResult | undefined) =>
  result?.outcome === "accepted" ? result.decisions[0] : undefined;

test("a stop ends the active runs of its contact, and says how many", async () => {
  const { ingest, signals } = await setUp();
  const [first, second] = await ingest.ingest([incoming(), incoming({ keyValue: "A-2" })]);
  await ingest.ingest([incoming({ email: "bob@example.com" })]);
  const [stop] = await ingest.ingest([incoming({ typeKey: "paid", keyValue: "other" })]);
  expect(decision(stop)).toMatchObject({ outcome: "stopped", stopped: 2 });
  expect((await signals()).map(({ runId }) => runId)).toEqual([
    decision(first)?.runId,
    decision(second)?.runId,
  ]);
});

test("without a contact a stop finds runs by key; matching by key only leaves the contact's others", async () => {
  const byKey = await setUp({ match: "key" });
  const [first] = await byKey.ingest.ingest([
    incoming({ keyValue: "A-1" }),
    incoming({ keyValue: "A-2" }),
  ]);
  await byKey.ingest.ingest([incoming({ typeKey: "paid", keyValue: "A-1" })]);
  expect((await byKey.signals()).map(({ runId }) => runId)).toEqual([decision(first)?.runId]);

  const auto = await setUp();
  await auto.ingest.ingest([incoming({ keyValue: "A-1" })]);
  const [stop] = await auto.ingest.ingest([
    incoming({ typeKey: "paid", keyValue: "A-1", identities: [] }),
  ]);
  expect(decision(stop)).toMatchObject({ outcome: "stopped", stopped: 1 });
});

test("in one batch a stop ends what started before it and nothing that starts after it", async () => {
  const { ingest, signals } = await setUp();
  const [before, , after] = await ingest.ingest([
    incoming({ keyValue: "1" }),
    incoming({ typeKey: "paid" }),
    incoming({ keyValue: "2" }),
  ]);
  expect(decision(after)?.outcome).toBe("launched");
  expect((await signals()).map(({ runId }) => runId)).toEqual([decision(before)?.runId]);
});

test("a stop within its look-back period keeps a later start from launching, and spends no gate", async () => {
  const { db } = await testDatabase();
  const once = { ...startOnOrder, frequency: { kind: "once" } };
  await makeWorkflow(db, {
    bindings: [once, { ...stopOnPaid, lookBack: { amount: 2, unit: "hours" } }],
  });
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  const [start] = await ingest.ingest([incoming()]);
  expect(decision(start)?.outcome).toBe("stopped_before");
  const [together] = await ingest.ingest(
    [
      incoming({ typeKey: "paid", email: "bob@example.com" }),
      incoming({ email: "bob@example.com" }),
    ].toReversed(),
  );
  expect(decision(together)?.outcome).toBe("launched");
  // The period is over: what two hours would do.
  await db.query("update events set received_at = received_at - interval '3 hours'");
  const [later] = await ingest.ingest([incoming()]);
  expect(decision(later)?.outcome).toBe("launched");
});

test("a stop that comes while a start is being committed waits for it, and ends its run", async () => {
  const { db, ingest, signals } = await setUp();
  // The contact is there already: no claim of an identity may be what makes the two wait.
  await ingest.ingest([incoming({ typeKey: "other" })]);
  let commit = (): void => undefined;
  const mayCommit = new Promise<void>((resolve) => (commit = resolve));
  let decided = (): void => undefined;
  const isDecided = new Promise<void>((resolve) => (decided = resolve));
  const starting = db.tx(async (sql) => {
    const results = await ingestInTransaction(sql, [incoming()]);
    decided();
    await mayCommit;
    return results;
  });
  await isDecided;
  let answered = false;
  const stopping = ingest.ingest([incoming({ typeKey: "paid" })]).finally(() => (answered = true));
  await eventually("the stop waits (or, wrongly, is answered)", async () => {
    const waiting = await db.query(
      "select 1 from pg_stat_activity where wait_event = 'advisory' and datname = current_database()",
    );
    return answered || waiting.length > 0;
  });
  commit();
  const [start] = await starting;
  const [stop] = await stopping;
  expect(decision(stop)).toMatchObject({ outcome: "stopped", stopped: 1 });
  expect((await signals()).map(({ runId }) => runId)).toEqual([decision(start)?.runId]);
});

test("whatever races, a stop ends exactly the runs of its contact that were launched before it", async () => {
  const { db, ingest } = await setUp();
  const api = severalApis(db, 4);
  const contacts = Array.from({ length: 60 }, (_, n) => `${n}@example.com`);
  await ingest.ingest(contacts.map((email) => incoming({ email, typeKey: "other" })));
  const answers = await Promise.all(
    contacts.map(async (email, n) => {
      const start = api(n).ingest([incoming({ email, keyValue: email })]);
      const stop = api(n + 1).ingest([incoming({ email, keyValue: email, typeKey: "paid" })]);
      const [started] = await start;
      const [stopped] = await stop;
      return { started, stopped };
    }),
  );
  const rows = await db.query<{ id: string }>("select run_id as id from run_signals");
  const signalled = new Set(rows.map(({ id }) => id));
  for (const { started, stopped } of answers) {
    if (started?.outcome !== "accepted" || stopped?.outcome !== "accepted")
      throw new Error("not accepted");
    const runId = decision(started)?.runId ?? "";
    if (started.receivedAt < stopped.receivedAt) expect(signalled.has(runId)).toBe(true);
    if (stopped.receivedAt < started.receivedAt) expect(signalled.has(runId)).toBe(false);
  }
});
