import { AppError } from "../../contract/errors.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import type { ContactTopicRow } from "../../db/contacts/contact-topics.ts";
import { consentOf, topicsOf } from "../../db/contacts/contact-topics.ts";
import { contactById, identitiesOf, segmentsOfContact } from "../../db/contacts/contacts.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";

export interface PresentedContact extends ContactRow {
  identities: Identity[];
  segments: { id: string; name: string }[];
  topics: ContactTopicRow[];
  unsubscribed: boolean;
  emailConfirmed: boolean;
}

export const noContact = () => new AppError("not_found", "there is no such contact");

/** @throws AppError `not_found` */
export async function getContact(sql: Sql, id: string): Promise<PresentedContact> {
  const contact = await contactById(sql, id);
  if (contact === null) throw noContact();
  const identities = await identitiesOf(sql, id);
  const segments = await segmentsOfContact(sql, id);
  const topics = await topicsOf(sql, id);
  return { ...contact, identities, segments, topics, ...(await consentOf(sql, id)) };
}
