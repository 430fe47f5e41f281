import fc from "fast-check";
import { expect, test } from "vitest";
import { eventsCapability } from "../../src/activities/capabilities/events.ts";
import { lockRun } from "../../src/db/runs/run-rows.ts";
import type { Identity } from "../../src/domain/identity.ts";
import type { IncomingEvent, IngestResult } from "../../src/domain/event.ts";
import type { Ingest } from "../../src/ingest/ingest.ts";
import { createIngest } from "../../src/ingest/create.ts";
import type { Database } from "../../src/db/core/database.ts";
import { contactsOfEvents } from "../../src/db/events/event-rows.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const stopOnPaid = { role: "stop", eventTypeKey: "paid" };

async function setUp(): Promise<{ db: Database; ingest: Ingest }> {
  const { db } = await testDatabase(4);
  await makeWorkflow(db, { bindings: [startOnOrder, stopOnPaid] });
  await makeWorkflow(db, {
    bindings: [
      { ...startOnOrder, avoidInProgress: true },
      { ...stopOnPaid, match: "key" },
    ],
  });
  await makeWorkflow(db, {
    bindings: [
      { role: "start", eventTypeKey: "cart", frequency: { kind: "once" } },
      { ...stopOnPaid, lookBack: { amount: 1, unit: "hours" } },
    ],
  });
  return { db, ingest: createIngest(db) };
}

/** Which event of the sequence a wait that includes earlier ones finds, of each run. */
async function foundEarlier(db: Database, results: readonly IngestResult[]) {
  const found: unknown[] = [];
  for (const { runId } of results.flatMap((each) => decisionsOf(each))) {
    if (runId === undefined) continue;
    const early = await db.tx(async (sql) => {
      const run = await lockRun(sql, runId);
      if (run === undefined) throw new Error("the run is not there");
      const step = {
        blockId: "wait",
        visit: 1,
        kind: "waitForEvent",
        at: new Date().toISOString(),
      };
      return eventsCapability(sql, run, step as never).await({
        kind: "wait",
        eventTypeKey: "paid",
        match: "contact",
        filter: null,
        includeEarlier: true,
      });
    });
    found.push(results.findIndex(({ eventId }) => eventId === early?.eventId));
  }
  return found;
}

const decisionsOf = (result: IngestResult) =>
  result.outcome === "accepted" ? result.decisions : [];

/** All that a sequence of events has come to, without the ids and times that differ by nature. */
async function comeTo(db: Database, results: readonly IngestResult[]) {
  // By now a visitor may have become an account.
  const contactOf = await contactsOfEvents(
    db,
    results.map(({ eventId }) => eventId),
  );
  const whose = results.map(({ eventId }) => contactOf.get(eventId) ?? null);
  const contacts = await db.query<{ id: string; email: string | null; phone: string | null }>(
    "select id, email, phone from contacts where id = any($1::uuid[])",
    [whose.filter((id) => id !== null)],
  );
  const runs = results.flatMap((each) => decisionsOf(each).map(({ runId }) => runId));
  const signals = await db.query<{ runId: string; eventId: string }>(
    'select run_id as "runId", event_id as "eventId" from run_signals where run_id = any($1::uuid[])',
    [runs.filter((id) => id !== undefined)],
  );
  return {
    outcomes: results.map((each) =>
      decisionsOf(each)
        .map(({ outcome, stopped }) => `${outcome} ${stopped ?? ""}`)
        .toSorted(),
    ),
    people: whose.map((id) => (id === null ? null : whose.indexOf(id))),
    addresses: whose.map((id) => {
      const { email, phone } = contacts.find((contact) => contact.id === id) ?? {};
      return [email?.split("#")[0], phone];
    }),
    stopped: signals
      .map(({ runId, eventId }) => [
        runs.indexOf(runId),
        results.findIndex((each) => each.eventId === eventId),
      ])
      .toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
    earlier: await foundEarlier(db, results),
  };
}

interface Given {
  typeKey: string;
  keyValue: string;
  email: string | null;
  contactId: string | null;
  anonymousId: string | null;
  pushToken: string | null;
}

const event: fc.Arbitrary<Given> = fc.record({
  typeKey: fc.constantFrom("order", "paid", "cart"),
  keyValue: fc.constantFrom("1", "2"),
  email: fc.option(fc.constantFrom("ada", "bob")),
  contactId: fc.option(fc.constantFrom("c1", "c2")),
  anonymousId: fc.option(fc.constantFrom("v1")),
  pushToken: fc.option(fc.constantFrom("p1"), { freq: 2 }),
});

const sequence = fc.array(event, { minLength: 2, maxLength: 7 });

let rounds = 0;

const of = (identities: Partial<Given>): Given => ({
  typeKey: "order",
  keyValue: "1",
  email: null,
  contactId: null,
  anonymousId: null,
  pushToken: null,
  ...identities,
});

/** Of people and keys that no other sequence has. */
function own(events: readonly Given[], mark: string): IncomingEvent[] {
  return events.map(({ typeKey, keyValue, email, contactId, anonymousId, pushToken }) => {
    const identities: Identity[] = [];
    if (email !== null) identities.push({ kind: "email", value: `${email}#${mark}@example.com` });
    if (contactId !== null) identities.push({ kind: "contactId", value: `${contactId}-${mark}` });
    if (anonymousId !== null) {
      identities.push({ kind: "anonymousId", value: `${anonymousId}-${mark}` });
    }
    if (pushToken !== null) identities.push({ kind: "pushToken", value: `${pushToken}-${mark}` });
    return incoming({ typeKey, keyValue: `${keyValue}-${mark}`, identities });
  });
}

test("one batch, or two, mean what their events mean one after another", async () => {
  const setup = await setUp();
  await fc.assert(
    fc.asyncProperty(sequence, fc.nat(3), async (events, first) => {
      rounds++;
      const batches = own(events, `t${rounds}`);
      const together = [
        ...(await setup.ingest.ingest(batches.slice(0, first))),
        ...(await setup.ingest.ingest(batches.slice(first))),
      ];
      const singly: IngestResult[] = [];
      for (const each of own(events, `s${rounds}`)) {
        singly.push(...(await setup.ingest.ingest([each])));
      }
      expect(await comeTo(setup.db, together)).toEqual(await comeTo(setup.db, singly));
    }),
    {
      numRuns: 60,
      // A visitor and an account of the same batch that are one, as its last event tells.
      examples: [
        [
          [
            of({ anonymousId: "v1" }),
            of({ contactId: "c1" }),
            of({ contactId: "c1", anonymousId: "v1" }),
          ],
          0,
        ],
        // A visitor of an earlier batch, who turns out to be a person of whom this one spoke before.
        [
          [
            of({ anonymousId: "v1" }),
            of({ contactId: "c2" }),
            of({ contactId: "c2", anonymousId: "v1" }),
          ],
          1,
        ],
        // The same, told by another device of that person.
        [
          [
            of({ anonymousId: "v1" }),
            of({ contactId: "c2", pushToken: "p1" }),
            of({ pushToken: "p1" }),
            of({ pushToken: "p1", anonymousId: "v1" }),
          ],
          2,
        ],
      ],
    },
  );
});

test("a wait that includes earlier events is not ended by one that came before its run in one batch", async () => {
  const { db, ingest } = await setUp();
  const before = await ingest.ingest([incoming({ typeKey: "paid" }), incoming()]);
  expect(await foundEarlier(db, before)).toEqual([-1, -1]);
  const bob = { email: "bob@example.com" };
  const after = await ingest.ingest([incoming(bob), incoming({ typeKey: "paid", ...bob })]);
  expect(await foundEarlier(db, after)).toEqual([1, 1]);
});
