import { newId } from "../../platform/new-id.ts";
import type { ContactChange } from "../../contract/api/contacts.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeIdCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import { claimIdentities, ownersOf } from "../../db/contacts/contact-identities.ts";
import type { ContactFilter } from "../../db/contacts/contact-search.ts";
import { findContacts } from "../../db/contacts/contact-search.ts";
import type { ContactTopicRow } from "../../db/contacts/contact-topics.ts";
import type { ChannelWords } from "../../db/contacts/consent-words.ts";
import { channelWordsOf } from "../../db/contacts/consent-words.ts";
import { consentOf, topicsOf } from "../../db/contacts/contact-topics.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import {
  contactById,
  dropIdentities,
  identitiesOf,
  isAlias,
  segmentsOfContact,
  writeContact,
} from "../../db/contacts/contacts.ts";
import { activeRunsOfContact, eraseContact as erase } from "../../db/contacts/erase-contact.ts";
import type { ShownUnowned } from "../../db/contacts/unowned-identities.ts";
import { forgetUnowned, unownedOf } from "../../db/contacts/unowned-identities.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { insertStopByHand } from "../../db/runs/run-history.ts";
import type { Identity } from "../../domain/identity.ts";
import { strength } from "../../domain/identity.ts";
import { sayRun } from "../../domain/sentences/run-sentences.ts";
import { identitySplitter } from "../../ingest/named-identities.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { giveUp } from "./addresses.ts";
import { changeProfile } from "./profile.ts";
import { announceContactChanges } from "./raise-change.ts";

export interface PresentedContact extends ContactRow {
  identities: Identity[];
  segments: { id: string; name: string }[];
  topics: ContactTopicRow[];
  channels: ChannelWords[];
  /** What was said of it and does not find it. */
  unowned: ShownUnowned[];
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
  const unowned = await unownedOf(context.sql, id);
  const channels = await channelWordsOf(context.sql, id);
  const consent = await consentOf(context.sql, id);
  return { ...contact, identities, unowned, segments, topics, channels, ...consent };
}

/** The contact that one of these identities finds, the strongest first; nothing is made. */
export async function findContact(
  sql: Sql,
  identities: readonly Identity[],
): Promise<string | null> {
  const split = await identitySplitter(sql);
  return ownerOfNamed(sql, split(identities).named);
}

/** The same where it is known already that each of them names somebody. */
export async function ownerOfNamed(sql: Sql, named: readonly Identity[]): Promise<string | null> {
  const owners = await ownersOf(sql, named);
  const [strongest] = owners.toSorted((a, b) => strength(a.kind) - strength(b.kind));
  return strongest?.contactId ?? null;
}

/** Whether an identity is but another name of whom it finds, since it was merged into them. */
export function isOtherName({ sql }: ServiceContext, identity: Identity): Promise<boolean> {
  return isAlias(sql, identity);
}

/** The contacts that meet all of a filter, newest first. */
export async function searchContacts(
  context: ServiceContext,
  { limit, after, ...filter }: ContactFilter & PageRequest,
): Promise<Page<ContactRow>> {
  const behind = after === undefined ? null : decodeIdCursor(after);
  const found = await findContacts(context.sql, filter, limit + 1, behind);
  return cutLookedThrough(found, limit, ({ id }) => [id]);
}

/**
 * Changes a contact, and raises the event of it. A new address takes the place of the one before,
 * which finds the contact no longer; null forgets all of its kind.
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
    await announceContactChanges(context, [{ contactId: id, before: found, after: changed }]);
    return getContact(context, id);
  });
}

/**
 * Erases a contact and stops its runs, in one transaction. A run that is just sending may still
 * finish that block; the next one finds nobody.
 * @throws AppError `not_found`
 */
export async function eraseContact(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    if ((await contactById(context.sql, id, "for update")) === null) throw noContact();
    for (const runId of await activeRunsOfContact(context.sql, id)) {
      await insertStopByHand(context.sql, { id: newId(), runId, reason: sayRun("contactErased") });
    }
    await erase(context.sql, id, await identitiesOf(context.sql, id));
    await context.afterCommit(notifyDispatchers);
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
  const isFree = (await claimIdentities(context.sql, [{ ...identity, contactId }])) === 1;
  const [owner] = isFree ? [{ contactId }] : await ownersOf(context.sql, [identity]);
  if (owner === undefined) throw new LostRace("an identity that was just given up");
  if (owner.contactId !== contactId) {
    throw new AppError("conflict", `this ${kind} belongs to another contact`, {
      faults: [{ path: kind, message: "belongs to another contact" }],
      details: { contactId: owner.contactId },
    });
  }
  if (before !== null && before !== identity.value) {
    await giveUp(context.sql, [{ kind, value: before, contactId }]);
  }
  await forgetUnowned(context.sql, [{ ...identity, contactId }]);
  return identity.value;
}
