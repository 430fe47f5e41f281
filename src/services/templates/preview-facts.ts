import type { ServiceContext } from "../context.ts";
import type { PreviewSubject } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import { contactFacts } from "../../db/contacts/contact-facts.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { contactOfEvent } from "../../db/messages/preview-sources.ts";
import { orderByExternalId } from "../../db/runs/orders-for-runs.ts";
import { findEventFacts, orderFacts } from "../../db/runs/run-facts.ts";
import type { Facts, OrderFacts } from "../../domain/facts.ts";

/**
 * What a preview is made with: an event, a contact and an order that are there, JSON in their place,
 * or both. Nothing is kept.
 * @throws AppError `not_found`
 */
export async function previewFacts(
  context: ServiceContext,
  { eventId, contactId, orderId, facts }: PreviewSubject,
  now: Date,
): Promise<Facts> {
  const event = eventId === undefined ? undefined : await findEventFacts(context.sql, eventId);
  if (eventId !== undefined && event === undefined) throw missing("event", eventId);
  const who =
    contactId ??
    (eventId === undefined ? null : await contactOfEvent(context.sql, eventId)) ??
    null;
  const contact = who === null ? null : ((await contactFacts(context.sql, [who])).get(who) ?? null);
  if (contactId !== undefined && contact === null) throw missing("contact", contactId);
  const order = await orderOf(context, orderId, event?.params["orderId"]);
  const blank = {
    id: "",
    typeKey: "",
    keyValue: "",
    params: {},
    receivedAt: now.toISOString(),
    occurredAt: null,
  };
  // What is given as JSON has the shape of facts, or the templates miss what it lacks.
  return {
    event: { ...blank, ...event, ...facts.event },
    contact: over(contact, facts.contact),
    order: over(order, facts.order),
    vars: { ...facts.vars },
    messages: { ...facts.messages },
    waited: { ...facts.waited },
    now: now.toISOString(),
    workspace: await findWorkspace(context.sql),
  } as Facts;
}

function over<Part extends object>(there: Part | null, given: object | undefined): Part | null {
  return given === undefined ? there : ({ ...there, ...given } as Part);
}

async function orderOf(
  context: ServiceContext,
  given: string | undefined,
  inEvent: unknown,
): Promise<OrderFacts | null> {
  const externalId =
    given ?? (typeof inEvent === "string" || typeof inEvent === "number" ? String(inEvent) : null);
  if (externalId === null) return null;
  const order = await orderByExternalId(context.sql, externalId);
  if (order === undefined && given !== undefined) throw missing("order", given);
  return order === undefined ? null : orderFacts(context.sql, order.id);
}

function missing(what: string, id: string): AppError {
  return new AppError("not_found", `there is no ${what} ${id}`);
}
