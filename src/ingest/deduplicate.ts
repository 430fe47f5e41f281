import type { Sql } from "../db/core/database.ts";
import type { Receipt } from "../db/events/event-receipts.ts";
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

/** New events and repetitions. */
export interface Deduplicated {
  fresh: Placed[];
  repeated: Repeated[];
}

/** Tells repetitions from new events, also among themselves. */
export async function deduplicate(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  receivedAt: Date,
): Promise<Deduplicated> {
  return withoutRepetitions(batch, await takeReceipts(sql, receiptsOf(batch), receivedAt));
}

/** The receipts of a batch: one for each message id, of the first event that has it. */
export function receiptsOf(batch: readonly FingerprintedEvent[]): Receipt[] {
  const receipts = new Map<string, Receipt>();
  for (const { id: eventId, fingerprint, event } of batch) {
    const { messageId } = event;
    if (messageId === undefined || receipts.has(messageId)) continue;
    receipts.set(messageId, { messageId, eventId, fingerprint });
  }
  return [...receipts.values()];
}

/** @param earlier the receipts of events before this batch, by message id */
export function withoutRepetitions(
  batch: readonly FingerprintedEvent[],
  earlier: ReadonlyMap<string, Receipt>,
): Deduplicated {
  const known = new Map(earlier);
  const fresh: Placed[] = [];
  const repeated: Repeated[] = [];
  for (const [place, prepared] of batch.entries()) {
    const { id, fingerprint, event } = prepared;
    const { messageId } = event;
    const receipt = messageId === undefined ? undefined : known.get(messageId);
    if (receipt !== undefined) {
      const same = receipt.fingerprint.equals(fingerprint);
      repeated.push({ place, eventId: receipt.eventId, same });
      continue;
    }
    if (messageId !== undefined) known.set(messageId, { messageId, eventId: id, fingerprint });
    fresh.push({ place, prepared });
  }
  return { fresh, repeated };
}
