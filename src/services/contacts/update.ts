import type { ContactChange } from "../../contract/api/contacts.ts";
import { AppError } from "../../contract/errors.ts";
import { claimIdentities, ownersOf } from "../../db/contacts/contact-identities.ts";
import { contactById, dropIdentities, writeContact } from "../../db/contacts/contacts.ts";
import type { Database, Sql } from "../../db/core/database.ts";
import { LostRace } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
import { changeProfile } from "./change-profile.ts";
import type { PresentedContact } from "./get.ts";
import { getContact, noContact } from "./get.ts";
import { raiseContactChanges } from "./raise-change.ts";

/**
 * Changes a contact, and raises the event of it. A new address is added to those that find it; null forgets all of its kind.
 * @throws AppError `not_found`; `conflict` when an address belongs to another contact
 */
export async function updateContact(
  db: Database,
  keepEvents: IngestInTransaction,
  id: string,
  { email, phone, ...profile }: ContactChange,
): Promise<PresentedContact> {
  const { contact, work } = await db.tx(async (sql) => {
    const found = await contactById(sql, id, "for update");
    if (found === null) throw noContact();
    const changed = changeProfile(found, profile);
    changed.email = await changeAddress(sql, id, "email", email, found.email);
    changed.phone = await changeAddress(sql, id, "phone", phone, found.phone);
    await writeContact(sql, changed);
    const raised = await raiseContactChanges(sql, keepEvents, [
      { contactId: id, before: found, after: changed },
    ]);
    return { contact: await getContact(sql, id), work: raised };
  });
  if (work) await notifyDispatchers(db);
  return contact;
}

async function changeAddress(
  sql: Sql,
  contactId: string,
  kind: "email" | "phone",
  identity: Identity | null | undefined,
  before: string | null,
): Promise<string | null> {
  if (identity === undefined) return before;
  if (identity === null) {
    await dropIdentities(sql, contactId, kind);
    return null;
  }
  if ((await claimIdentities(sql, [{ ...identity, contactId }])) === 1) return identity.value;
  const [owner] = await ownersOf(sql, [identity]);
  if (owner === undefined) throw new LostRace("an identity that was just given up");
  if (owner.contactId !== contactId) {
    throw new AppError("conflict", `this ${kind} belongs to another contact`, {
      faults: [{ path: kind, message: "belongs to another contact" }],
      details: { contactId: owner.contactId },
    });
  }
  return identity.value;
}
