import { beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { newBulkAction } from "../../../src/contract/api/bulk-action.ts";
import { updateBindingBody } from "../../../src/contract/api/binding.ts";
import type { Database } from "../../../src/db/core/database.ts";
import type { IncomingEvent } from "../../../src/domain/event.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { updateBinding } from "../../../src/services/bindings/update.ts";
import { getBulkAction } from "../../../src/services/bulk-actions/bulk-actions.ts";
import { carryOutBulkActions } from "../../../src/services/bulk-actions/carry-out.ts";
import {
  previewBulkAction,
  requestBulkAction,
} from "../../../src/services/bulk-actions/request.ts";
import { getEvent } from "../../../src/services/events/events.ts";
import type { ServiceContext } from "../../../src/services/context.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";

let db: Database;
let ingest: ReturnType<typeof createIngest>;
let context: ServiceContext;
beforeEach(async () => {
  ({ db } = await testDatabase());
  ingest = createIngest(db);
  afterwards(() => ingest.close());
  context = contextOf(db);
});

const since = new Date(Date.now() - 3_600_000);
type Wanted = Partial<Extract<z.input<typeof newBulkAction>, { action: "replay" }>>;

function asked(bindingId: string, given: Wanted = {}) {
  return newBulkAction.parse({
    action: "replay",
    bindingId,
    events: { from: since.toISOString() },
    reason: "the filter was wrong",
    ...given,
  });
}

/** Has events decided anew, to the end. */
async function replay(bindingId: string, given: Wanted = {}) {
  const { id } = await requestBulkAction(context, asked(bindingId, given));
  await carryOutBulkActions(context, new AbortController().signal);
  return getBulkAction(context, id);
}

const preview = async (bindingId: string, given: Wanted = {}) => {
  const { found, isAll, outcomes } = await previewBulkAction(context, asked(bindingId, given));
  const counts = Object.fromEntries(outcomes.map(({ outcome, events }) => [outcome, events]));
  return { found, isAll, ...counts };
};

async function came(...events: (Partial<IncomingEvent> & { email?: string })[]): Promise<string[]> {
  const results = await ingest.ingest(events.map((event) => incoming(event)));
  return results.map((result) => ("eventId" in result ? result.eventId : ""));
}

const runs = () =>
  db.query<{ eventId: string; temporalId: string; bulk: boolean }>(
    'select event_id as "eventId", temporal_id as "temporalId", bulk from runs order by id',
  );

async function change(bindingId: string, body: object): Promise<void> {
  await updateBinding(context, bindingId, updateBindingBody.parse(body));
}

const of = (email: string, more: Partial<IncomingEvent> = {}) => ({
  email,
  keyValue: email,
  ...more,
});

describe("a replay of events through one trigger", () => {
  test("starts those that the trigger has not started, each once, and says what was before", async () => {
    const start = { ...startOnOrder, filter: { "==": [{ var: "event.params.paid" }, "yes"] } };
    const { bindings } = await makeWorkflow(db, { bindings: [start] });
    const [bindingId = ""] = bindings;
    const other = await makeWorkflow(db, { bindings: [startOnOrder] });
    const [paid = "", open = "", nobody = ""] = await came(
      of("a@example.com", { params: { paid: "yes" } }),
      of("b@example.com", { params: { paid: "no" } }),
      { identities: [], keyValue: "nobody" },
    );
    const before = (await runs()).length;
    await change(bindingId, { filter: null });

    expect(await preview(bindingId)).toEqual({
      found: 2,
      isAll: true,
      launched: 1,
      no_contact: 1,
    });
    expect(await runs()).toHaveLength(before);
    expect(await replay(bindingId)).toMatchObject({
      state: "done",
      found: 2,
      lookedAt: 3,
      changed: 1,
      skipped: { startedBefore: 1, no_contact: 1 },
      runs: {},
      events: { from: since.toISOString() },
    });
    const made = (await runs()).slice(before);
    expect(made).toEqual([{ eventId: open, temporalId: `run/${bindingId}/${open}`, bulk: true }]);
    const { decisions } = await getEvent(context, open);
    const decision = decisions.find((one) => one.bindingId === bindingId);
    expect(decision).toMatchObject({
      outcome: "launched",
      replays: [{ outcome: "filtered", reason: expect.stringContaining("does not pass") }],
    });
    // Only this trigger has decided anew.
    expect(decisions.find((one) => one.bindingId === other.bindings[0])?.replays).toEqual([]);
    expect((await getEvent(context, paid)).decisions[0]?.replays).toEqual([]);
    expect((await getEvent(context, nobody)).decisions.map(({ outcome }) => outcome)).toContain(
      "no_contact",
    );
    // Once more: nothing is left.
    expect(await replay(bindingId)).toMatchObject({ changed: 0, found: 1 });
    expect(await runs()).toHaveLength(before + 1);
  });

  test("decides events that came before the trigger was there", async () => {
    const [event = ""] = await came(of("a@example.com"));
    const { bindings } = await makeWorkflow(db);
    const [bindingId = ""] = bindings;
    const undecided = { events: { from: since.toISOString(), outcomes: ["undecided" as const] } };
    expect(await replay(bindingId, undecided)).toMatchObject({ found: 1, changed: 1 });
    expect((await getEvent(context, event)).decisions).toMatchObject([
      { outcome: "launched", replays: [{ outcome: null, reason: null }] },
    ]);
    expect(await replay(bindingId, undecided)).toMatchObject({ found: 0, lookedAt: 0 });
  });

  test("keeps to the frequency as of now, the first event of a contact first", async () => {
    const day = { kind: "period", every: 1, unit: "days" };
    for (const frequency of [{ kind: "once" }, day]) {
      const key = `order-${frequency.kind}`;
      const events = await came(
        of("a@example.com", { typeKey: key, keyValue: "1" }),
        of("a@example.com", { typeKey: key, keyValue: "2" }),
        of("b@example.com", { typeKey: key, keyValue: "3" }),
      );
      const { bindings } = await makeWorkflow(db, {
        bindings: [{ role: "start", eventTypeKey: key, frequency }],
      });
      const [bindingId = ""] = bindings;
      const before = (await runs()).length;
      expect(await preview(bindingId)).toMatchObject({ launched: 2, suppressed: 1 });
      expect(await replay(bindingId)).toMatchObject({ changed: 2, skipped: { suppressed: 1 } });
      const made = (await runs()).slice(before);
      expect(made.map(({ eventId }) => eventId)).toEqual([events[0], events[2]]);
      // The gate counts it: the next event starts nothing.
      await came(of("a@example.com", { typeKey: key, keyValue: "4" }));
      expect(await runs()).toHaveLength(before + 2);
    }
  });

  test("starts nobody for whom a stop has come since", async () => {
    const stop = { role: "stop", eventTypeKey: "paid", match: "contact" };
    await came(of("a@example.com"), of("b@example.com"));
    const { bindings } = await makeWorkflow(db, { bindings: [startOnOrder, stop] });
    await came(of("a@example.com", { typeKey: "paid" }));
    const [bindingId = ""] = bindings;
    expect(await preview(bindingId)).toMatchObject({ launched: 1, stopped_before: 1 });
    const { changed, skipped } = await replay(bindingId);
    expect({ changed, skipped }).toEqual({ changed: 1, skipped: { stopped_before: 1 } });
    const [row] = await db.query<{ reason: string }>(
      "select reason from event_decisions where outcome = 'stopped_before'",
    );
    expect(row?.reason).toMatch(/^the stop event "paid" came at .+, after this event$/);
  });

  test("leaves alone what was told for the record, is too old, or whose contact was erased", async () => {
    const old = new Date(Date.now() - 3 * 86_400_000);
    const [, , gone = ""] = await came(
      of("a@example.com", { past: true }),
      of("b@example.com", { occurredAt: old }),
      of("c@example.com"),
      of("d@example.com"),
    );
    await db.query(
      "delete from contacts where id = (select contact_id from events where id = $1)",
      [gone],
    );
    const aged = { ...startOnOrder, ignoreOlderThan: { amount: 1, unit: "days" } };
    const { bindings } = await makeWorkflow(db, { bindings: [aged] });
    const [bindingId = ""] = bindings;
    const { changed, skipped } = await replay(bindingId);
    expect({ changed, skipped }).toEqual({ changed: 1, skipped: { past: 1, too_old: 1, gone: 1 } });
    const all = await replay(bindingId, { includePast: true, despiteAge: true });
    expect({ changed: all.changed, skipped: all.skipped }).toEqual({
      changed: 2,
      skipped: { gone: 1, startedBefore: 1 },
    });
  });

  test("comes by all events of a time, page by page, and by no others", async () => {
    const count = 450;
    const ids = await came(...Array.from({ length: count }, (_, n) => of(`p${n}@example.com`)));
    await came(of("x@example.com", { typeKey: "another" }));
    const { bindings } = await makeWorkflow(db);
    const [bindingId = ""] = bindings;
    await db.query(
      "update events set received_at = received_at - interval '2 hours' where id = $1",
      [ids[7]],
    );
    expect(await replay(bindingId)).toMatchObject({ found: count - 1, changed: count - 1 });
    expect(new Set((await runs()).map(({ eventId }) => eventId)).size).toBe(count - 1);
    expect(await replay(bindingId, { events: { ids: [ids[7] ?? ""] } })).toMatchObject({
      found: 1,
      changed: 1,
    });
  });

  test("keeps to one contact", async () => {
    const [event = ""] = await came(of("a@example.com"), of("b@example.com"));
    const { contactId } = await getEvent(context, event);
    const { bindings } = await makeWorkflow(db);
    const [bindingId = ""] = bindings;
    const events = { from: since.toISOString(), contactId: contactId ?? "" };
    expect(await replay(bindingId, { events })).toMatchObject({ found: 1, changed: 1 });
    expect((await runs()).map(({ eventId }) => eventId)).toEqual([event]);
  });

  test("ends where its trigger starts nothing any more, and says why", async () => {
    const { bindings } = await makeWorkflow(db);
    const [bindingId = ""] = bindings;
    await came(of("a@example.com"));
    const { id } = await requestBulkAction(context, asked(bindingId));
    await change(bindingId, { enabled: false });
    await carryOutBulkActions(context, new AbortController().signal);
    const reason = "this trigger is switched off: its events start nothing";
    expect(await getBulkAction(context, id)).toMatchObject({ state: "failed", error: reason });
    await expect(requestBulkAction(context, asked(bindingId))).rejects.toThrow(reason);
  });

  test("is refused where more is found than was counted, and through a stop", async () => {
    const stop = { role: "stop", eventTypeKey: "paid", match: "contact" };
    await came(of("a@example.com"), of("b@example.com"));
    const { bindings } = await makeWorkflow(db, { bindings: [startOnOrder, stop] });
    const [bindingId = "", stopId = ""] = bindings;
    await expect(requestBulkAction(context, asked(bindingId, { atMost: 1 }))).rejects.toThrow(
      "2 are found by now, and at most 1 are allowed",
    );
    await expect(requestBulkAction(context, asked(stopId))).rejects.toThrow("this trigger stops");
    expect(() => asked(bindingId, { events: {} })).toThrow("nothing says which events");
  });
});
