import type { LiveBinding, LookBackStop } from "../db/bindings-for-events.ts";
import { lookBackStopsOf } from "../db/bindings-for-events.ts";
import type { Sql } from "../db/database.ts";
import type { PastEvent } from "../db/event-rows.ts";
import { recentEvents } from "../db/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import { evaluateCondition } from "../domain/condition.ts";
import type { KnownEvent } from "./known-event.ts";

/** Tells whether a stop event came within its look-back period before a start, and says which. */
export type LookBack = (binding: LiveBinding, starting: KnownEvent) => string | null;

const nothing: LookBack = () => null;

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
  if (concerned.length === 0) return nothing;
  const workflows = concerned.flatMap(({ bindings }) =>
    bindings.flatMap(({ hasLookBack, workflowId }) => (hasLookBack ? workflowId : [])),
  );
  const stops = await lookBackStopsOf(sql, [...new Set(workflows)]);
  const longest = Math.max(0, ...stops.map(({ lookBack }) => lookBack ?? 0));
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
      .filter(({ event }) => event.past !== true)
      .map((known) => asPast(known, receivedAt));
    for (const stop of stops.filter(({ workflowId }) => workflowId === binding.workflowId)) {
      const hit = [...committed, ...earlier].find((past) =>
        counts(stop, past, starting, receivedAt),
      );
      if (hit !== undefined) {
        return `the stop event "${stop.typeKey}" came at ${hit.receivedAt.toISOString()}, within its look-back period`;
      }
    }
    return null;
  };
}

function counts(stop: LookBackStop, past: PastEvent, starting: KnownEvent, now: Date): boolean {
  if (past.typeId !== stop.eventTypeId) return false;
  if (now.getTime() - past.receivedAt.getTime() > (stop.lookBack ?? 0)) return false;
  const target = stopTarget(stop.match, past);
  if (target === null) return false;
  const matches =
    "contactId" in target
      ? target.contactId === starting.contactId
      : target.key === starting.event.keyValue;
  if (!matches) return false;
  if (stop.filter === null) return true;
  const event = {
    id: past.id,
    typeKey: stop.typeKey,
    keyValue: past.keyValue,
    params: past.params,
    receivedAt: past.receivedAt.toISOString(),
    occurredAt: past.occurredAt?.toISOString() ?? null,
  };
  return evaluateCondition(stop.filter, { event });
}

function asPast({ id, typeId, contactId, event }: KnownEvent, receivedAt: Date): PastEvent {
  const { keyValue, params, occurredAt } = event;
  return { id, typeId, contactId, keyValue, params, receivedAt, occurredAt: occurredAt ?? null };
}
