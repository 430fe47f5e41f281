import type { ServiceContext } from "../context.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import type { PendingStatus } from "../../db/events/order-statuses.ts";
import {
  recordStatusEvents,
  pendingStatusesBefore,
  pendingStatusesOf,
} from "../../db/events/order-statuses.ts";
import type { OrderStatus } from "../../domain/order-status.ts";
import { orderEventKey, orderMessageId } from "../../domain/order-status.ts";
import type { Ingest } from "../../ingest/ingest.ts";

const batch = 200;

/**
 * Raises the events of what these orders have reached: what a crash left over first, then in the
 * order of the upload, as the first event of a window is the one that launches.
 */
export async function raiseOrderEvents(
  context: ServiceContext,
  ingest: Ingest,
  orderIds: readonly string[],
  uploaded: readonly { externalId: string; status: OrderStatus }[],
): Promise<void> {
  const places = new Map(
    uploaded
      .map((order, index) => [orderMessageId(order.externalId, order.status), index] as const)
      .toReversed(),
  );
  const placeOf = ({ externalId, status }: PendingStatus): number =>
    places.get(orderMessageId(externalId, status)) ?? -1;
  const pending = await pendingStatusesOf(context.sql, orderIds);
  await raise(
    context,
    ingest,
    pending.toSorted((a, b) => placeOf(a) - placeOf(b)),
  );
}

/**
 * Raises events that a crash between an order's transaction and its event's left over. Anything
 * younger than `olderThan` may just be in progress; raising it twice would do no harm.
 * @returns how many
 */
export async function raisePendingOrderEvents(
  context: ServiceContext,
  ingest: Ingest,
  olderThan: Date,
): Promise<number> {
  let raised = 0;
  for (;;) {
    const pending = await pendingStatusesBefore(context.sql, olderThan, batch);
    await raise(context, ingest, pending);
    raised += pending.length;
    if (pending.length < batch) return raised;
  }
}

/**
 * The event's message id is made of order and status, so that ingest keeps one however often this
 * is repeated. "Reused" is that same event: the order's sums have changed since it was raised.
 */
async function raise(
  context: ServiceContext,
  ingest: Ingest,
  pending: readonly PendingStatus[],
): Promise<void> {
  for (let from = 0; from < pending.length; from += batch) {
    const part = pending.slice(from, from + batch);
    const results = await ingest.ingest(part.map(eventOf));
    const noted = part.map(({ orderId, status }, index) => {
      const eventId = results[index]?.eventId;
      if (eventId === undefined) throw new Error("ingest answered fewer events than it was given");
      return { orderId, status, eventId };
    });
    await recordStatusEvents(context.sql, noted);
  }
}

function eventOf(pending: PendingStatus): IncomingEvent {
  const { externalId, status, totalCost, currency, contactId, details } = pending;
  const { externalCustomerId, email, phone } = details;
  const params = {
    orderId: externalId,
    status,
    totalCost,
    currency,
    externalCustomerId,
    email,
    phone,
  };
  const event: IncomingEvent = {
    typeKey: orderEventKey(status),
    keyValue: externalId,
    params: Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)),
    identities: [],
    messageId: orderMessageId(externalId, status),
    source: "order",
  };
  return contactId === null ? event : { ...event, knownContactId: contactId };
}
