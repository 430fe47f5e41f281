import type { z } from "zod";
import type { CartUpload, cart } from "../../contract/api/carts.ts";
import { cartOfContact } from "../../db/contacts/carts.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { cartUpdated } from "../../domain/cart.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import { noContact } from "../contacts/contacts.ts";
import type { ServiceContext } from "../context.ts";
import { sendEvent } from "../events/send.ts";

type PresentedCart = z.input<typeof cart>;

/** What a contact has in the cart; of whom nothing was told, an empty one. @throws AppError `not_found` */
export async function getCart(context: ServiceContext, contactId: string): Promise<PresentedCart> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  const kept = await cartOfContact(context.sql, contactId);
  if (kept === undefined || kept.changedAt.getTime() === 0) return nothingTold;
  const { items, total, currency, url, details, changedAt, abandonedAt } = kept;
  return { items, total, currency, url, details, changedAt, abandonedAt };
}

const nothingTold: PresentedCart = {
  items: [],
  total: null,
  currency: null,
  url: null,
  details: {},
  changedAt: null,
  abandonedAt: null,
};

/**
 * Says what a contact has in the cart, by the event `cartUpdated`: it starts, stops and wakes what is
 * bound to it, as one of a page does.
 * @throws AppError `not_found`, and what `sendEvent` throws
 */
export async function putCart(
  context: ServiceContext,
  ingest: Ingest,
  contactId: string,
  upload: CartUpload,
  idempotencyKey: string | undefined,
): Promise<PresentedCart> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  const { details, occurredAt, ...facts } = upload;
  const event = {
    typeKey: cartUpdated,
    keyValue: contactId,
    params: { ...details, ...facts },
    identities: [],
    knownContactId: contactId,
    source: "api",
  };
  await sendEvent(
    ingest,
    occurredAt === undefined ? event : { ...event, occurredAt },
    idempotencyKey,
  );
  return getCart(context, contactId);
}
