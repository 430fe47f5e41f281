import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import type { IncomingEvent } from "../../../src/domain/event.ts";
import { isDrawn } from "../../../src/domain/holdout.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { dryRunEvent } from "../../../src/services/events/dry-run.ts";
import { sendEvent } from "../../../src/services/events/send.ts";
import { required } from "../../../src/domain/required.ts";
import { changeHoldout, drawHoldoutAnew } from "../../../src/services/holdouts/workflow.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";
import { segmentOf } from "../../support/starts.ts";

/** All rows of all tables that an event could touch. */
async function everything(db: Database): Promise<unknown> {
  const tables = await db.query<{ name: string }>(
    `select c.relname as name from pg_class c
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      order by 1`,
  );
  const rows = [];
  for (const { name } of tables) {
    rows.push(await db.query(`select '${name}' as name, t from ${name} t order by t::text`));
  }
  return rows;
}

/** Workflows on "order" that bring every reason about, by what an event says. */
async function everyReason(db: Database): Promise<void> {
  const filter = { ">": [{ var: "event.params.total" }, 50] };
  const hour = { amount: 1, unit: "hours" };
  await segmentOf(db, "VIP", 3);
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter }] });
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, frequency: { kind: "once" } }] });
  await makeWorkflow(db, {
    bindings: [
      { ...startOnOrder, frequency: { kind: "period", every: 3, unit: "days" }, subject: "key" },
    ],
  });
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, enabled: true, ignoreOlderThan: hour }] });
  const off = await makeWorkflow(db);
  await db.query("update bindings set enabled = false where id = any($1)", [off.bindings]);
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, avoidInProgress: true }] });
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, forEachMemberOf: { segment: "VIP" } }] });
  await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, forEachMemberOf: { param: "segment" } }],
  });
  await makeWorkflow(db, { activate: false });
  await makeWorkflow(db, {
    bindings: [startOnOrder, { role: "stop", eventTypeKey: "order", filter }],
  });
  await makeWorkflow(db, {
    bindings: [
      startOnOrder,
      { role: "stop", eventTypeKey: "gone", lookBack: { amount: 1, unit: "days" } },
    ],
  });
}

/** A workflow that holds out every other one of these contacts. */
async function holdHalfOut(db: Database, contacts: readonly string[]): Promise<void> {
  const { id } = await makeWorkflow(db);
  await changeHoldout(contextOf(db), id, { percent: 50 });
  for (;;) {
    const [row] = await db.query<{ salt: string }>(
      "select holdout_salt as salt from workflows where id = $1",
      [id],
    );
    const draw = { tenths: 500, salt: required(row, "the workflow").salt };
    if (contacts.every((contact, index) => isDrawn(draw, contact) === (index % 2 === 0))) return;
    await drawHoldoutAnew(contextOf(db), id);
  }
}

const comparable = (decisions: readonly object[]) =>
  decisions
    .map((decision) => {
      const {
        bindingId,
        role,
        outcome,
        reason,
        until = null,
        stopped = null,
      } = decision as Record<string, unknown>;
      const said = String(reason).replace(/: fan-out .*$/, "");
      // A window is counted from when the event came.
      const window = said.replace(/; the next may launch from .*$/, "");
      return { bindingId, role, outcome, reason: window, isForGood: until === null, stopped };
    })
    .toSorted((a, b) => String(a.bindingId).localeCompare(String(b.bindingId)));

interface Said {
  typeKey: string;
  who: string | null;
  keyValue: string;
  total: number;
  segment: string | undefined;
  hoursAgo: number;
  hops: number;
}

const people = ["ada", "bela", "cy", "dora"] as const;
const newcomer = {
  typeKey: "neverSeen",
  keyValue: "A-0",
  total: 1,
  segment: undefined,
  hoursAgo: 0,
  hops: 0,
};

const said: fc.Arbitrary<Said> = fc.record({
  typeKey: fc.constantFrom("order", "order", "order", "gone", "neverSeen"),
  who: fc.constantFrom(...people, null),
  keyValue: fc.constantFrom("A-1", "A-2"),
  total: fc.constantFrom(10, 60),
  segment: fc.constantFrom("VIP", "nobody", undefined),
  hoursAgo: fc.constantFrom(0, 0, 5),
  hops: fc.constantFrom(0, 0, 0, 99),
});

function eventOf({ who, total, segment, hoursAgo, ...rest }: Said): IncomingEvent {
  return incoming({
    ...rest,
    identities: who === null ? [] : [{ kind: "email", value: `${who}@example.com` }],
    params: { total, ...(segment !== undefined && { segment }) },
    ...(hoursAgo > 0 && { occurredAt: new Date(Date.now() - hoursAgo * 3_600_000) }),
  });
}

test("a dry run decides as the event itself does for every reason, and leaves no trace", async () => {
  const { db } = await testDatabase();
  await everyReason(db);
  const ingest = createIngest(db);
  // Who is held out is drawn by the contact's id: of one who is made by the event nobody can know it.
  const contacts: string[] = [];
  for (const who of people) {
    const { contactId } = await sendEvent(ingest, eventOf({ ...newcomer, who }), undefined);
    contacts.push(required(contactId, "the newcomer"));
  }
  await holdHalfOut(db, contacts);
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(said, async (given) => {
      const one = eventOf(given);
      const before = await everything(db);
      const dry = await dryRunEvent(contextOf(db), one, true);
      expect(await everything(db)).toEqual(before);
      const real = await sendEvent(ingest, one, undefined);
      expect(comparable(dry.decisions)).toEqual(comparable(real.decisions));
      const launched = real.decisions.filter(({ outcome }) => outcome === "launched").length;
      const fanOuts = real.decisions.filter(({ outcome }) => outcome === "fan_out").length;
      expect(dry.starts).toBe(launched + 3 * fanOuts);
      if (dry.contact.outcome === "found") expect(dry.contact.id).toBe(real.contactId);
      for (const { outcome } of real.decisions) seen.add(outcome);
    }),
    { numRuns: 40, seed: 49 },
  );
  expect([...seen].toSorted()).toEqual([
    "fan_out",
    "filtered",
    "held_out",
    "in_progress",
    "launched",
    "loop",
    "no_contact",
    "no_segment",
    "not_active",
    "nothing_to_stop",
    "stopped",
    "stopped_before",
    "suppressed",
    "switched_off",
    "too_old",
  ]);
  await ingest.close();
});
