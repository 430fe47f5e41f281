import type { LiveBinding, LookBackStop } from "../db/events/bindings-for-events.ts";
import { lookBackStopsOf } from "../db/events/bindings-for-events.ts";
import type { Sql } from "../db/core/database.ts";
import type { PastEvent } from "../db/events/event-rows.ts";
import { recentEvents } from "../db/events/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import { evaluateCondition } from "../domain/condition.ts";
import { isMadeByMachine } from "../domain/machine-signs.ts";
import { required } from "../domain/required.ts";
import { stoppedBeforeReason } from "./decision-reasons.ts";
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
 * own earlier ones.
 */
export async function readLookBack(
  sql: Sql,
  batch: readonly KnownEvent[],
  receivedAt: Date,
): Promise<LookBack> {
  const concerned = batch.filter(({ bindings }) => bindings.some(({ hasLookBack }) => hasLookBack));
  if (concerned.length === 0) return () => nothingBefore;
  const workflows = concerned.flatMap(({ bindings }) =>
    bindings.flatMap(({ hasLookBack, workflowId }) => (hasLookBack ? workflowId : [])),
  );
  const stops = await lookBackStopsOf(sql, [...new Set(workflows)]);
  const longest = Math.max(0, ...stops.map(lookBackOf));
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
        const reason = stoppedBeforeReason(stop.typeKey, past.receivedAt);
        return { outcome: "stopped", reason };
      }
    }
    return nothingBefore;
  };
}

/** How far a stop looks back, in milliseconds; only stops that do are read here. */
function lookBackOf(stop: LookBackStop): number {
  return required(stop.lookBack, "how far a stop looks back");
}

function counts(stop: LookBackStop, past: PastEvent, starting: KnownEvent, now: Date): Filtered {
  const { filter } = stop;
  if (past.typeId !== stop.eventTypeId) return "filtered";
  if (now.getTime() - past.receivedAt.getTime() > lookBackOf(stop)) return "filtered";
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

function asPastEvent({ id, typeId, contactId, event }: KnownEvent, receivedAt: Date): PastEvent {
  const { keyValue, params, occurredAt } = event;
  return { id, typeId, contactId, keyValue, params, receivedAt, occurredAt: occurredAt ?? null };
}
