import { createHash } from "node:crypto";
import type { IncomingEvent, IngestResult, RefusedEvent } from "../../domain/event.ts";
import { contactById, writeContact } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import { required } from "../../domain/required.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";
import type { ServiceContext } from "../context.ts";
import { isNew } from "../contacts/change-once.ts";
import { changeProfile } from "../contacts/profile.ts";
import { announceContactChanges } from "../contacts/raise-change.ts";
import type { IncomingOrder } from "../orders/incoming-order.ts";
import { isOrderEvent, orderBesideEvent, orderOfEvent } from "../orders/order-of-event.ts";
import { saveOrderOfEvent } from "../orders/upload.ts";
import type { Mapped } from "./mapped.ts";

interface Dependencies {
  context: ServiceContext;
  ingest: Ingest;
}

/** What became of a delivery, or of an entry of one. */
export type Sent =
  | { status: "sent" | "duplicate"; eventId: string; ignored?: string[] }
  | { status: "skipped" | "refused"; reason: string };

type MappedToEvent = Extract<Mapped, { outcome: "event" }>;

/** Tells the contacts' names, then sends the events, in their order, then keeps their orders. */
export async function sendMapped(
  { context, ingest }: Dependencies,
  entries: readonly Mapped[],
  now: Date,
): Promise<Sent[]> {
  const events = entries.filter((entry): entry is MappedToEvent => entry.outcome === "event");
  for (const entry of events) await tellContact(context, entry);
  const results = events.length === 0 ? [] : await ingest.submit(events.map(({ event }) => event));
  const sent: Sent[] = [];
  let next = 0;
  for (const entry of entries) {
    if (entry.outcome !== "event") {
      sent.push({ status: entry.outcome, reason: entry.reason });
      continue;
    }
    const result = required(results[next++], "the result of an event");
    sent.push(shown(result));
    if (result.outcome !== "refused" && result.outcome !== "message_id_reused") {
      await keepOrder({ context, ingest }, entry, result.contactId, now);
    }
  }
  return sent;
}

/** An id that stands for another event counts as repeated: the mapping has changed in between. */
function shown(result: IngestResult | RefusedEvent): Sent {
  if (result.outcome === "refused") {
    const reason = result.faults.map(({ param, message }) => `${param} ${message}`).join("; ");
    return { status: "refused", reason };
  }
  return { status: result.outcome === "accepted" ? "sent" : "duplicate", eventId: result.eventId };
}

/**
 * Names stand on the contact before the event starts anything. They are told of whoever the event is
 * about, found as the event finds them, and change no address.
 */
async function tellContact(context: ServiceContext, entry: MappedToEvent): Promise<void> {
  const { identities, messageId } = entry.event;
  const { profile } = entry;
  if (identities.length === 0 || Object.keys(profile).length === 0) return;
  await context.transaction(async (context) => {
    if (messageId !== undefined && !(await isNew(context, contactMessageId(messageId)))) return;
    const [found] = await resolveContacts(context.sql, [{ identities, source: "webhook" }]);
    if (found === undefined || found.contactId === null) {
      throw new Error("a contact with an identity was neither found nor made");
    }
    const before = await contactById(context.sql, found.contactId, "for update");
    if (before === null) throw new LostRace("a contact that was erased meanwhile");
    const after = changeProfile(before, profile);
    await writeContact(context.sql, after);
    const { contactId } = found;
    await announceContactChanges(context, found.made ? [] : [{ contactId, before, after }]);
  });
}

function contactMessageId(messageId: string): string {
  return `source-contact:${createHash("sha256").update(messageId).digest("base64url")}`;
}

/** A repetition keeps it too: a crash may have come between the event and its order. */
async function keepOrder(
  { context, ingest }: Dependencies,
  { event, order: fields }: MappedToEvent,
  knownContactId: string | null,
  now: Date,
): Promise<void> {
  const order = orderIn(event, fields, now);
  if (order === null) return;
  const contact = knownContactId === null ? {} : { knownContactId };
  await saveOrderOfEvent(context, ingest, Object.assign(order, contact));
}

function orderIn(
  event: IncomingEvent,
  fields: Record<string, unknown> | null,
  now: Date,
): IncomingOrder | null {
  if (fields !== null) return orderBesideEvent(fields, event, now).order;
  return isOrderEvent(event.typeKey) ? orderOfEvent(event, now) : null;
}
