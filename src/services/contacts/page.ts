import type { ServiceContext } from "../context.ts";
import type { ContactsWanted } from "../../db/contacts/contact-pages.ts";
import {
  contactsFrom,
  countContacts,
  identitiesOfContacts,
  segmentsOfContacts,
} from "../../db/contacts/contact-pages.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import type { Identity } from "../../domain/identity.ts";

export interface ContactInPage extends ContactRow {
  identities: Identity[];
  segments: { id: string; name: string }[];
}

/** Some contacts from an offset on, and how many there are in all. */
export async function pageOfContacts(
  context: ServiceContext,
  filter: ContactsWanted,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ total: number; contacts: ContactInPage[] }> {
  const rows = await contactsFrom(context.sql, filter, offset, limit);
  const ids = rows.map(({ id }) => id);
  const identities = byContact(await identitiesOfContacts(context.sql, ids));
  const segments = byContact(await segmentsOfContacts(context.sql, ids));
  const contacts = rows.map((row) => ({
    ...row,
    identities: identities(row.id),
    segments: segments(row.id),
  }));
  return { total: await countContacts(context.sql, filter), contacts };
}

function byContact<Row extends { contactId: string }>(rows: readonly Row[]) {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.contactId);
    if (group === undefined) grouped.set(row.contactId, [row]);
    else group.push(row);
  }
  return (contactId: string): Row[] => grouped.get(contactId) ?? [];
}
