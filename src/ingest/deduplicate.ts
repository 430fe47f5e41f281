import type { Sql } from "../db/core/database.ts";
import { takeReceipts } from "../db/events/event-receipts.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";

/** An event at its place in the batch. */
export interface Placed {
  place: number;
  prepared: FingerprintedEvent;
}

/** An event whose message id was used before. */
export interface Repeated {
  place: number;
  /** The event that is kept under this message id. */
  eventId: string;
  /** Whether it says the same. */
  same: boolean;
}

/** Tells repetitions from new events, also among themselves. */
export async function deduplicate(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  receivedAt: Date,
): Promise<{ fresh: Placed[]; repeated: Repeated[] }> {
  const firstInBatch = new Map<string, FingerprintedEvent>();
  for (const prepared of batch) {
    const { messageId } = prepared.event;
    if (messageId !== undefined && !firstInBatch.has(messageId)) {
      firstInBatch.set(messageId, prepared);
    }
  }
  const receipts = [...firstInBatch].map(([messageId, { id, fingerprint }]) => ({
    messageId,
    eventId: id,
    fingerprint,
  }));
  const earlier = await takeReceipts(sql, receipts, receivedAt);

  const fresh: Placed[] = [];
  const repeated: Repeated[] = [];
  batch.forEach((prepared, place) => {
    const { messageId } = prepared.event;
    const first = messageId === undefined ? undefined : firstInBatch.get(messageId);
    const receipt = messageId === undefined ? undefined : earlier.get(messageId);
    if (first === undefined || (first === prepared && receipt === undefined)) {
      fresh.push({ place, prepared });
      return;
    }
    const kept = receipt ?? { eventId: first.id, fingerprint: first.fingerprint };
    const same = kept.fingerprint.equals(prepared.fingerprint);
    repeated.push({ place, eventId: kept.eventId, same });
  });
  return { fresh, repeated };
}
