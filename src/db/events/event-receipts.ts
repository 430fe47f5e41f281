import { rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

export interface Receipt {
  messageId: string;
  eventId: string;
  /** A hash of what the event says: a message id used again for something else is a fault. */
  fingerprint: Buffer;
}

const receiptArrays = rowArrays<Receipt>({
  message_id: ["text", ({ messageId }) => messageId],
  event_id: ["uuid", ({ eventId }) => eventId],
  fingerprint: ["bytea", ({ fingerprint }) => fingerprint],
});

const sortedById = (receipts: readonly Receipt[]): Receipt[] =>
  receipts.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));

/**
 * Takes message ids that are new as far as anybody knows, in sorted order.
 * @throws what `isUniqueViolation` tells when one of them is not
 */
export async function insertReceipts(
  sql: Sql,
  receipts: readonly Receipt[],
  receivedAt: Date,
): Promise<void> {
  if (receipts.length === 0) return;
  await sql.query(
    {
      name: "insert-receipts",
      text: `insert into event_receipts (${receiptArrays.names}, received_at)
             select r.*, $${receiptArrays.next} from ${receiptArrays.unnest} as r`,
    },
    [...receiptArrays.values(sortedById(receipts)), receivedAt],
  );
}

/**
 * Takes message ids for new events, in sorted order.
 * @returns the receipts that another event took before, now or long ago: the ones asked for and
 * not got.
 */
export async function takeReceipts(
  sql: Sql,
  receipts: readonly Receipt[],
  receivedAt: Date,
): Promise<Map<string, Receipt>> {
  if (receipts.length === 0) return new Map();
  const sorted = sortedById(receipts);
  const taken = await sql.query<{ messageId: string }>(
    {
      name: "take-receipts",
      text: `insert into event_receipts (${receiptArrays.names}, received_at)
             select r.*, $${receiptArrays.next} from ${receiptArrays.unnest} as r
             on conflict (message_id) do nothing returning message_id as "messageId"`,
    },
    [...receiptArrays.values(sorted), receivedAt],
  );
  if (taken.length === sorted.length) return new Map();
  const got = new Set(taken.map(({ messageId }) => messageId));
  // A statement of its own: the insert above could not see a row committed while it waited.
  const earlier = await sql.query<Receipt>(
    {
      name: "earlier-receipts",
      text: `select message_id as "messageId", event_id as "eventId", fingerprint
               from event_receipts where message_id = any(${anyLength("$1", "text")})`,
    },
    [sorted.map(({ messageId }) => messageId).filter((id) => !got.has(id))],
  );
  return new Map(earlier.map((receipt) => [receipt.messageId, receipt]));
}
