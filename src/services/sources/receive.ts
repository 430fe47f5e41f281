import { v7 } from "uuid";
import type { Ingest } from "../../ingest/ingest.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { isOrderEvent, orderOfEvent } from "../orders/order-of-event.ts";
import type { ServiceContext } from "../context.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { insertSample } from "../../db/events/source-samples.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { signatureHeader } from "../../domain/webhook-sources/signature.ts";
import { saveOrderOfEvent } from "../orders/upload.ts";
import { deliveryOf, loggableHeaders } from "./delivery.ts";
import { mapDelivery } from "./map-delivery.ts";
import { schemeOf } from "./verify.ts";

export type Received =
  | { status: "sent" | "duplicate"; eventId: string }
  | { status: "skipped" | "refused"; reason: string };

const maxSampleBytes = 256 * 1024;

/** Sends what a delivery, known to be genuine, is by its source's mapping, and keeps it as a sample. */
export async function receiveDelivery(
  { context, ingest }: { context: ServiceContext; ingest: Ingest },
  source: SourceRow,
  request: { headers: Readonly<Record<string, string | string[] | undefined>>; body: unknown },
  now: Date,
): Promise<Received> {
  const scheme = schemeOf(source);
  const headers = loggableHeaders(
    request.headers,
    scheme === null ? undefined : signatureHeader(scheme),
  );
  const workspace = await findWorkspace(context.sql);
  const delivery = { ...deliveryOf(source.preset, headers, request.body), workspace };
  const mapped = await mapDelivery(context.renderer, source.id, source.mapping, delivery);
  const received: Received =
    mapped.outcome === "event"
      ? await send({ context, ingest }, mapped.event, now)
      : { status: mapped.outcome, reason: mapped.reason };
  if (JSON.stringify(request.body).length <= maxSampleBytes) {
    await insertSample(context.sql, source.id, {
      id: v7(),
      headers,
      body: request.body,
      outcome: received.status,
      reason: "reason" in received ? received.reason : null,
      eventId: "eventId" in received ? received.eventId : null,
    });
  }
  return received;
}

/** An id that stands for another event counts as repeated: the mapping has changed in between. */
async function send(
  { context, ingest }: { context: ServiceContext; ingest: Ingest },
  event: IncomingEvent,
  now: Date,
): Promise<Received> {
  const [result] = await ingest.submit([event]);
  if (result === undefined) throw new Error("ingest answered nothing to one event");
  if (result.outcome === "refused") {
    const reason = result.faults.map(({ param, message }) => `${param} ${message}`).join("; ");
    return { status: "refused", reason };
  }
  const { eventId } = result;
  const order = isOrderEvent(event.typeKey) ? orderOfEvent(event, now) : null;
  if (order !== null && result.outcome !== "message_id_reused") {
    // A repetition saves it too: a crash may have come between the event and its order.
    const { contactId: knownContactId } = result;
    await saveOrderOfEvent(context, ingest, {
      ...order,
      ...(knownContactId !== null && { knownContactId }),
    });
  }
  return { status: result.outcome === "accepted" ? "sent" : "duplicate", eventId };
}
