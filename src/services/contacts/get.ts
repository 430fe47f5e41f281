import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import type { ContactTopicRow } from "../../db/contacts/contact-topics.ts";
import { consentOf, topicsOf } from "../../db/contacts/contact-topics.ts";
import { contactById, identitiesOf, segmentsOfContact } from "../../db/contacts/contacts.ts";
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
export async function getContact(context: ServiceContext, id: string): Promise<PresentedContact> {
  const contact = await contactById(context.sql, id);
  if (contact === null) throw noContact();
  const identities = await identitiesOf(context.sql, id);
  const segments = await segmentsOfContact(context.sql, id);
  const topics = await topicsOf(context.sql, id);
  return { ...contact, identities, segments, topics, ...(await consentOf(context.sql, id)) };
}
