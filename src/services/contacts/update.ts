import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import type { ContactChange } from "../../contract/api/contacts.ts";
import { AppError } from "../../contract/errors.ts";
import { claimIdentities, ownersOf } from "../../db/contacts/contact-identities.ts";
import { contactById, dropIdentities, writeContact } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import type { Identity } from "../../domain/identity.ts";
import { changeProfile } from "./change-profile.ts";
import type { PresentedContact } from "./get.ts";
import { getContact, noContact } from "./get.ts";
import { raiseContactChanges } from "./raise-change.ts";

/**
 * Changes a contact, and raises the event of it. A new address is added to those that find it; null forgets all of its kind.
 * @throws AppError `not_found`; `conflict` when an address belongs to another contact
 */
export async function updateContact(
  context: ServiceContext,
  id: string,
  { email, phone, ...profile }: ContactChange,
): Promise<PresentedContact> {
  return context.transaction(async (context) => {
    const found = await contactById(context.sql, id, "for update");
    if (found === null) throw noContact();
    const changed = changeProfile(found, profile);
    changed.email = await changeAddress(context, id, "email", email, found.email);
    changed.phone = await changeAddress(context, id, "phone", phone, found.phone);
    await writeContact(context.sql, changed);
    const raised = await raiseContactChanges(context.sql, [
      { contactId: id, before: found, after: changed },
    ]);
    if (raised) await context.afterCommit(notifyDispatchers);
    return getContact(context, id);
  });
}

async function changeAddress(
  context: ServiceContext,
  contactId: string,
  kind: "email" | "phone",
  identity: Identity | null | undefined,
  before: string | null,
): Promise<string | null> {
  if (identity === undefined) return before;
  if (identity === null) {
    await dropIdentities(context.sql, contactId, kind);
    return null;
  }
  if ((await claimIdentities(context.sql, [{ ...identity, contactId }])) === 1)
    return identity.value;
  const [owner] = await ownersOf(context.sql, [identity]);
  if (owner === undefined) throw new LostRace("an identity that was just given up");
  if (owner.contactId !== contactId) {
    throw new AppError("conflict", `this ${kind} belongs to another contact`, {
      faults: [{ path: kind, message: "belongs to another contact" }],
      details: { contactId: owner.contactId },
    });
  }
  return identity.value;
}
