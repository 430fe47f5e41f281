import type { LiveBinding, StopOfWorkflow } from "../db/events/bindings-for-events.ts";
import { stopsOf } from "../db/events/bindings-for-events.ts";
import type { Sql } from "../db/core/database.ts";
import type { PastEvent } from "../db/events/event-rows.ts";
import { recentEvents } from "../db/events/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import { evaluateCondition } from "../domain/condition.ts";
import { isMadeByMachine } from "../domain/machine-signs.ts";
import { stoppedBeforeReason, stoppedSinceReason } from "./decision-reasons.ts";
import type { Filtered, KnownEvent } from "./known-event.ts";
import { withinBudget } from "./known-event.ts";

export type StopBefore =
  | { outcome: "nothing" }
  /** And which, in words. */
  | { outcome: "stopped"; reason: string }
  /** The conditions of stops cost more than what was left for the start's event. */
  | { outcome: "too_costly" };

/** Tells whether a stop event came within its look-back period before a start. */
export type LookBack = (binding: LiveBinding, starting: KnownEvent) => StopBefore;

export const nothingBefore: StopBefore = { outcome: "nothing" };

/**
 * Reads what the look-back periods of a batch's starts need: committed events, and the batch's
 * own earlier ones. Of an event that is decided anew every stop looks back, as far as to that event:
 * its run would have been stopped since.
 */
export async function readLookBack(
  sql: Sql,
  batch: readonly KnownEvent[],
  receivedAt: Date,
): Promise<LookBack> {
  const looksBack =
    ({ replayed }: KnownEvent) =>
    ({ hasLookBack, hasStops }: LiveBinding): boolean =>
      hasLookBack || (replayed !== undefined && hasStops);
  const concerned = batch.filter((known) => known.bindings.some(looksBack(known)));
  if (concerned.length === 0) return () => nothingBefore;
  const workflows = concerned.flatMap((known) =>
    known.bindings.filter(looksBack(known)).map(({ workflowId }) => workflowId),
  );
  const ages = concerned.map((known) => ageOf(known, receivedAt));
  const stops = await stopsOf(sql, [...new Set(workflows)], {
    looksBack: concerned.every(({ replayed }) => replayed === undefined),
  });
  const longest = Math.max(...ages, ...stops.map(({ lookBack }) => lookBack ?? 0));
  const committed = await recentEvents(
    sql,
    new Date(receivedAt.getTime() - longest),
    [...new Set(stops.map(({ eventTypeId }) => eventTypeId))],
    [...new Set(concerned.flatMap(({ contactId }) => contactId ?? []))],
    [...new Set(concerned.map(({ event }) => event.keyValue))],
  );
  return (binding, starting) => {
    const earlier = batch
      .slice(0, batch.indexOf(starting))
      .filter(({ event }) => event.past !== true && !isMadeByMachine(event))
      .map((known) => asPastEvent(known, receivedAt));
    for (const stop of stops.filter(({ workflowId }) => workflowId === binding.workflowId)) {
      for (const past of [...committed, ...earlier]) {
        const counted = counts(stop, past, starting, receivedAt);
        if (counted === "filtered") continue;
        if (counted === "too_costly") return { outcome: "too_costly" };
        return { outcome: "stopped", reason: reasonOf(stop, past, starting) };
      }
    }
    return nothingBefore;
  };
}

/** How long ago an event came that is decided anew, in milliseconds; of a new one 0. */
function ageOf({ replayed }: KnownEvent, now: Date): number {
  return replayed === undefined ? 0 : now.getTime() - replayed.receivedAt.getTime();
}

function counts(stop: StopOfWorkflow, past: PastEvent, starting: KnownEvent, now: Date): Filtered {
  const { filter, lookBack } = stop;
  if (past.typeId !== stop.eventTypeId || past.id === starting.id) return "filtered";
  const reach = Math.max(lookBack ?? 0, ageOf(starting, now));
  if (now.getTime() - past.receivedAt.getTime() > reach) return "filtered";
  const target = stopTarget(stop.match, past);
  if (target === null) return "filtered";
  const matches =
    "contactId" in target
      ? target.contactId === starting.contactId
      : target.key === starting.event.keyValue;
  if (!matches) return "filtered";
  if (filter === null) return "passes";
  const event = {
    id: past.id,
    typeKey: stop.typeKey,
    keyValue: past.keyValue,
    params: past.params,
    receivedAt: past.receivedAt.toISOString(),
    occurredAt: past.occurredAt?.toISOString() ?? null,
  };
  return withinBudget(() =>
    evaluateCondition(filter, { event, workspace: starting.workspace }, starting.meter),
  );
}

function reasonOf({ typeKey }: StopOfWorkflow, past: PastEvent, { replayed }: KnownEvent): string {
  const isSince = replayed !== undefined && past.receivedAt >= replayed.receivedAt;
  return (isSince ? stoppedSinceReason : stoppedBeforeReason)(typeKey, past.receivedAt);
}

function asPastEvent({ id, typeId, contactId, event }: KnownEvent, receivedAt: Date): PastEvent {
  const { keyValue, params, occurredAt } = event;
  return { id, typeId, contactId, keyValue, params, receivedAt, occurredAt: occurredAt ?? null };
}
