import type { ServiceContext } from "../context.ts";
import type { Profile } from "../../contract/api/contacts.ts";
import { ownersOf } from "../../db/contacts/contact-identities.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { contactById, contactsById, writeContact } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import { isTypeUsed } from "../../db/events/event-type-use.ts";
import { AppError } from "../../contract/errors.ts";
import type { Identity } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import { changeAddresses } from "./addresses.ts";
import { changeProfile } from "./profile.ts";
import type { PresentedContact } from "./contacts.ts";
import { getContact } from "./contacts.ts";
import { contactFieldChanged, announceContactChanges } from "./raise-change.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";

export interface Upserted {
  contact: PresentedContact;
  made: boolean;
  conflicts: Identity[];
  /** Ids that name nobody; left out where there are none. */
  ignored?: IgnoredIdentity[];
}

export interface ContactUpload {
  identities: readonly Identity[];
  profile: Profile;
  /** The account's own list of ids that name nobody, where the caller has read it. */
  ignoredIds?: readonly string[];
}

/**
 * Finds a contact by its strongest identity, or makes it, and changes its profile. A new e-mail or
 * phone becomes the one that is written to, and takes the place of the old one (`changeAddresses`).
 */
export async function upsertContact(
  context: ServiceContext,
  upload: ContactUpload,
): Promise<Upserted> {
  return context.transaction(async (context) => {
    const { contactId, ...told } = await upsertInTransaction(context, upload);
    return { contact: await getContact(context, contactId), ...told };
  });
}

/**
 * The same within a transaction of the caller's.
 * @param upload with one identity at least
 * @throws AppError `invalid` where none of them names anybody
 */
export async function upsertInTransaction(
  context: ServiceContext,
  { identities, profile, ignoredIds }: ContactUpload,
): Promise<{ contactId: string } & Omit<Upserted, "contact">> {
  const known = await knownBefore(context, identities);
  const request = { identities, source: "api", states: true };
  const [resolved] = await resolveContacts(context.sql, [request], ignoredIds);
  if (resolved === undefined) throw new Error("a contact was neither found nor made");
  if (resolved.contactId === null) throw namesNobody(resolved.ignored);
  const { contactId, made, owned, conflict, ignored } = resolved;
  const found = await contactById(context.sql, contactId, "for update");
  if (found === null) throw new LostRace("a contact that was erased meanwhile");
  const said = { identities, owned, conflicts: conflict };
  const changed = await changeAddresses(context.sql, changeProfile(found, profile), said);
  await writeContact(context.sql, changed);
  // A contact that was just made has not changed.
  const changes = made
    ? []
    : [{ contactId, before: known.get(contactId) ?? found, after: changed }];
  await announceContactChanges(context, changes);
  const upserted = { contactId, made, conflicts: conflict };
  return ignored.length === 0 ? upserted : { ...upserted, ignored };
}

/** What is said where no id names anybody. */
function namesNobody(ignored: readonly IgnoredIdentity[]): AppError {
  const faults = ignored.map(({ kind, reason }) => ({ path: kind, message: reason }));
  return new AppError("invalid", "no id of the contact names anybody", { faults });
}

/** Contacts as they are before identities fill their addresses; empty when nobody wants to know. */
export async function knownBefore(
  context: ServiceContext,
  identities: readonly Identity[],
): Promise<Map<string, ContactRow>> {
  if (!(await isTypeUsed(context.sql, contactFieldChanged))) return new Map();
  const owners = await ownersOf(context.sql, identities);
  return contactsById(
    context.sql,
    owners.map(({ contactId }) => contactId),
  );
}
