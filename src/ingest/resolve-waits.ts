import { newId } from "../platform/new-id.ts";
import type { Sql } from "../db/core/database.ts";
import type { EventSignal } from "../db/events/event-rows.ts";
import { isMadeByMachine } from "../domain/machine-signs.ts";
import type { OpenWait } from "../db/runs/run-waits.ts";
import { openWaits, takeWaits } from "../db/runs/run-waits.ts";
import type { KnownEvent } from "./known-event.ts";
import { passes } from "./known-event.ts";

/**
 * Fulfils what runs wait or watch for by the events of a batch, the first event in order winning.
 * @returns the signals that tell the runs
 */
export async function resolveWaits(
  sql: Sql,
  batch: readonly KnownEvent[],
  receivedAt: Date,
): Promise<EventSignal[]> {
  const awaited = batch.filter((known) => known.awaited && !isMadeByMachine(known.event));
  if (awaited.length === 0) return [];
  const waits = await openWaits(
    sql,
    [...new Set(awaited.map(({ typeId }) => typeId))],
    [...new Set(awaited.flatMap(({ contactId }) => contactId ?? []))],
    [...new Set(awaited.map(({ event }) => event.keyValue))],
  );
  const hits = waits.flatMap((wait) => {
    const hit = awaited.find((known) => resolves(wait, known, receivedAt));
    return hit === undefined ? [] : [{ wait, eventId: hit.id, trace: hit.trace }];
  });
  const taken = await takeWaits(
    sql,
    hits.map(({ wait: { id }, eventId }) => ({ id, eventId })),
  );
  return hits
    .filter(({ wait }) => taken.has(wait.id))
    .map(({ wait: { runId, blockId, visit, kind }, eventId, trace }) => ({
      id: newId(),
      runId,
      blockId,
      visit,
      eventId,
      trace,
      kind: kind === "wait" ? "wake" : "goal",
    }));
}

function resolves(wait: OpenWait, known: KnownEvent, receivedAt: Date): boolean {
  if (wait.eventTypeId !== known.typeId) return false;
  const matches =
    wait.contactId === null
      ? wait.eventKey === known.event.keyValue
      : wait.contactId === known.contactId;
  if (!matches) return false;
  return passes(known, wait.filter, receivedAt) === "passes";
}
