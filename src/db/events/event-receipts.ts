import type { Sql } from "../core/database.ts";

export interface Receipt {
  messageId: string;
  eventId: string;
  /** A hash of what the event says: a message id used again for something else is a fault. */
  fingerprint: Buffer;
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
  const sorted = receipts.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const taken = await sql.query<{ messageId: string }>(
    {
      name: "take-receipts",
      text: `insert into event_receipts (message_id, event_id, fingerprint, received_at)
             select m, e, f, $4 from unnest($1::text[], $2::uuid[], $3::bytea[]) as r (m, e, f)
             on conflict (message_id) do nothing returning message_id as "messageId"`,
    },
    [
      sorted.map(({ messageId }) => messageId),
      sorted.map(({ eventId }) => eventId),
      sorted.map(({ fingerprint }) => fingerprint),
      receivedAt,
    ],
  );
  if (taken.length === sorted.length) return new Map();
  const got = new Set(taken.map(({ messageId }) => messageId));
  // A statement of its own: the insert above could not see a row committed while it waited.
  const earlier = await sql.query<Receipt>(
    {
      name: "earlier-receipts",
      text: `select message_id as "messageId", event_id as "eventId", fingerprint
               from event_receipts where message_id = any($1::text[])`,
    },
    [sorted.map(({ messageId }) => messageId).filter((id) => !got.has(id))],
  );
  return new Map(earlier.map((receipt) => [receipt.messageId, receipt]));
}
