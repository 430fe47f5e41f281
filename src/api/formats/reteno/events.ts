import type { Request } from "express";
import { isOrderEvent, orderOfEvent } from "../../../services/orders/order-of-event.ts";
import { incomingEvent } from "../../../contract/incoming-event.ts";
import type { IncomingEvent } from "../../../domain/event.ts";
import { parse } from "../../../contract/parse.ts";
import type { SentEvent } from "../../../services/events/send.ts";
import { RefusedByType, sendEvent } from "../../../services/events/send.ts";
import { saveOrderOfEvent } from "../../../services/orders/upload.ts";
import type { FormatDependencies } from "../format.ts";
import { contentId } from "./content-id.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte, saysBasic } from "./endpoint.ts";
import type { Version } from "./event-form.ts";
import { eventForm } from "./event-form.ts";
import { identified } from "./identify.ts";
import { refusalReply } from "./refusal.ts";

/** POST /api/v1/event is the API's own, too: it takes the same form, and Bearer. */
export const eventEndpoints: Endpoint[] = ([1, 2, 3] as const).map((version) => ({
  method: "post",
  path: `/api/v${version}/event`,
  scope: "send",
  body: { limit: mebibyte },
  ...(version === 1 && { claims: saysBasic }),
  handle: async (deps, { body, request, response }) => {
    try {
      const { event, isOwn } = await parsed(deps, body, version);
      const sent = await take(deps, event, request);
      if (isOwn) return { json: sent };
      // Theirs says nothing on success, and there are clients that take an answer for an error.
      if (sent.duplicate) response.set("Idempotent-Replayed", "true");
      return "empty";
    } catch (error) {
      if (!(error instanceof RefusedByType) || error.rules === null) throw error;
      response.status(400);
      return refusalReply(error.rules, version);
    }
  },
}));

/** A body with what only the API's own form has is of that form. */
async function parsed(
  { context }: FormatDependencies,
  body: unknown,
  version: Version,
): Promise<{ event: IncomingEvent; isOwn: boolean }> {
  const isOwn =
    typeof body === "object" &&
    body !== null &&
    ["messageId", "occurredAt", "contact"].some((name) => name in body);
  if (isOwn) return { event: parse(incomingEvent, body), isOwn };
  const [event] = await identified(context, [parse(eventForm(version), body)]);
  if (event === undefined) throw new Error("one event became none");
  return { event, isOwn };
}

/**
 * The event first: what a crash leaves between it and its order is mended by the same request, as
 * the id of such an event is made of what it says.
 */
async function take(
  { context, ingest }: FormatDependencies,
  event: IncomingEvent,
  request: Request,
): Promise<SentEvent> {
  const key = request.get("idempotency-key");
  if (!isOrderEvent(event.typeKey)) return sendEvent(ingest, event, key);
  const sent = await sendEvent(
    ingest,
    key === undefined ? { messageId: contentId("order", event), ...event } : event,
    key,
  );
  const order = orderOfEvent(event, new Date());
  if (order !== null) {
    const { contactId: knownContactId } = sent;
    await saveOrderOfEvent(context, ingest, {
      ...order,
      ...(knownContactId !== null && { knownContactId }),
    });
  }
  return sent;
}
