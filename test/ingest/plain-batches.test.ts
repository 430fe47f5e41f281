import fc from "fast-check";
import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { fingerprint } from "../../src/ingest/fingerprint.ts";
import { ingestBatch } from "../../src/ingest/ingest-batch.ts";
import type { IncomingEvent } from "../../src/domain/event.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { countedStatements } from "../support/counted-statements.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const { db } = await testDatabase(4);
const once = { kind: "once" };
await makeWorkflow(db, { bindings: [{ ...startOnOrder, frequency: once }] });
await makeWorkflow(db, { bindings: [startOnOrder] });
await makeWorkflow(db, {
  bindings: [
    { role: "start", eventTypeKey: "cart", frequency: once },
    { role: "stop", eventTypeKey: "paid" },
  ],
});

function counting() {
  const { counts, counted } = countedStatements(db);
  return { counts, ingest: createIngest(counted) };
}

const ids = (() => {
  let number = 0;
  return () => `plain-${++number}`;
})();

test("a batch of events whose types and contacts are known is five statements, however many they are", async () => {
  const { counts, ingest } = counting();
  const batch = () =>
    Array.from({ length: 50 }, (_, index) =>
      incoming({ email: `known${index}@example.com`, messageId: ids() }),
    );
  await ingest.ingest(batch());
  counts.length = 0;
  const results = await ingest.ingest(batch());
  // Types with their bindings, owners; receipts, gates; events with decisions and runs.
  expect(counts).toEqual([5]);
  const outcomes = results.flatMap((each) => ("decisions" in each ? each.decisions : []));
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
    new Set(["suppressed", "launched"]),
  );
});

test("a batch that nothing is bound to is three statements", async () => {
  const { counts, ingest } = counting();
  await ingest.ingest([incoming({ typeKey: "seen" })]);
  counts.length = 0;
  await ingest.ingest([incoming({ typeKey: "seen" }), incoming({ typeKey: "seen" })]);
  expect(counts).toEqual([3]);
});

test("a batch with a message id of before is begun again, and its new events are kept once", async () => {
  const { counts, ingest } = counting();
  const [first] = await ingest.ingest([incoming({ messageId: "again", keyValue: "K" })]);
  counts.length = 0;
  const results = await ingest.ingest([
    incoming({ messageId: ids() }),
    incoming({ messageId: "again", keyValue: "K" }),
    incoming({ messageId: "again", keyValue: "another" }),
  ]);
  expect(counts).toHaveLength(2);
  expect(results).toMatchObject([
    { outcome: "accepted" },
    { outcome: "duplicate", eventId: first?.eventId },
    { outcome: "message_id_reused", eventId: first?.eventId },
  ]);
  const kept = await db.query("select from events where message_id = 'again'");
  expect(kept).toHaveLength(1);
});

test("of the same message id in many batches at once one event is kept, and launches once", async () => {
  const { ingest } = counting();
  const event = () => incoming({ messageId: "at once", email: "race@example.com" });
  await ingest.ingest([incoming({ typeKey: "seen", email: "race@example.com" })]);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => createIngest(db).ingest([event()])),
  );
  const outcomes = results.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(19);
  const runs = await db.query(
    `select from runs r join contact_identities i on i.contact_id = r.contact_id
      where i.value = 'race@example.com'`,
  );
  expect(runs).toHaveLength(2);
});

interface Given {
  typeKey: string;
  keyValue: string;
  email: string | null;
  messageId: string | undefined;
}

const event: fc.Arbitrary<Given> = fc.record({
  typeKey: fc.constantFrom("order", "seen", "cart", "paid"),
  keyValue: fc.constantFrom("1", "2"),
  email: fc.constantFrom("ada", "bob", null),
  messageId: fc.constantFrom("m1", "m2", undefined),
});

let rounds = 0;

function own(events: readonly Given[], mark: string): IncomingEvent[] {
  return events.map(({ email, messageId, typeKey, keyValue }) => {
    const identities =
      email === null ? [] : [{ kind: "email" as const, value: `${email}-${mark}@example.com` }];
    const given = incoming({ typeKey, keyValue: `${keyValue}-${mark}`, identities });
    return messageId === undefined ? given : { ...given, messageId: `${messageId}-${mark}` };
  });
}

/** What was answered, without what differs by nature; times as the gates tell them. */
function told(results: readonly object[]) {
  const text = JSON.stringify(results, (key, value: unknown) =>
    key === "receivedAt" || key === "runId" ? undefined : value,
  );
  const names = new Map<string, number>();
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
    if (!names.has(id)) names.set(id, names.size);
    return `id ${names.get(id)}`;
  });
}

test("the plain way and the long way give the same answers", async () => {
  const plain = createIngest(db);
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 6 }), async (events) => {
      rounds++;
      const [a, b] = [own(events, `a${rounds}`), own(events, `b${rounds}`)];
      // The second time contacts are known and gates closed.
      for (const again of ["", "again-"]) {
        const renamed = (batch: IncomingEvent[]) =>
          batch.map((one) =>
            one.messageId === undefined ? one : { ...one, messageId: again + one.messageId },
          );
        const plainly = await plain.ingest(renamed(a));
        const { results } = await db.tx((sql) =>
          ingestBatch(
            sql,
            renamed(b).map((one) => fingerprint(one)),
          ),
        );
        expect(told(plainly)).toEqual(told(results));
      }
    }),
    { numRuns: 50 },
  );
});
