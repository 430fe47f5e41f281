import type { IngestResult } from "../contract/event.ts";
import type { Sql } from "../db/database.ts";
import { takeReceipts } from "../db/event-receipts.ts";
import type { PreparedEvent } from "./prepare.ts";

/**
 * Tells repetitions from new events, also among themselves.
 * @returns what is new, in its order, and the answers to the rest by their event's place
 */
export async function withoutRepetitions(
  sql: Sql,
  batch: readonly PreparedEvent[],
  receivedAt: Date,
): Promise<{
  fresh: { place: number; prepared: PreparedEvent }[];
  answers: Map<number, IngestResult>;
}> {
  const firstInBatch = new Map<string, PreparedEvent>();
  for (const prepared of batch) {
    const { messageId } = prepared.event;
    if (messageId !== undefined && !firstInBatch.has(messageId))
      firstInBatch.set(messageId, prepared);
  }
  const receipts = [...firstInBatch].map(([messageId, { id, fingerprint }]) => ({
    messageId,
    eventId: id,
    fingerprint,
  }));
  const earlier = await takeReceipts(sql, receipts, receivedAt);

  const fresh: { place: number; prepared: PreparedEvent }[] = [];
  const answers = new Map<number, IngestResult>();
  batch.forEach((prepared, place) => {
    const { messageId } = prepared.event;
    const first = messageId === undefined ? undefined : firstInBatch.get(messageId);
    const receipt = messageId === undefined ? undefined : earlier.get(messageId);
    if (first === undefined || (first === prepared && receipt === undefined)) {
      fresh.push({ place, prepared });
      return;
    }
    const kept = receipt ?? { eventId: first.id, fingerprint: first.fingerprint };
    const outcome = kept.fingerprint.equals(prepared.fingerprint)
      ? "duplicate"
      : "message_id_reused";
    answers.set(place, { outcome, eventId: kept.eventId });
  });
  return { fresh, answers };
}
