import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { Profile } from "../../contract/api/contacts.ts";
import type { ConsentChange } from "../../contract/api/consent.ts";
import type { WrittenDevice } from "../../contract/api/devices.ts";
import { dropDeviceByToken } from "../../db/contacts/contact-devices.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { contactById, dropOwned } from "../../db/contacts/contacts.ts";
import { takeReceipts } from "../../db/events/event-receipts.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import type { Identity } from "../../domain/identity.ts";
import { splitBy } from "../../ingest/named-identities.ts";
import { keepDevice } from "../devices/devices.ts";
import { joinSegments, leaveSegments } from "../segments/members.ts";
import { refreshConfirmationMail } from "../topics/confirmation-mail.ts";
import { changeConsent } from "../topics/change-consent.ts";
import { say } from "../topics/say.ts";
import { ownerOfNamed } from "./contacts.ts";
import { upsertInTransaction } from "./upsert.ts";

/** A contact as it is before a change; null: it is not there yet. */
export type BeforeEvent = ContactRow | null;

/** What somebody outside has told of a contact. */
export interface ContactUpdate {
  /** There is at least one. */
  identities: readonly Identity[];
  /** Sees the contact as it is: "set it unless it is set" needs to. */
  profileOf(before: BeforeEvent): Profile;
  /** The names of segments, which are made where there are none. */
  joins?: readonly string[];
  /** The names of segments; where there are none, nothing is left. */
  leaves?: readonly string[];
  /** Identities that are given up where they are this contact's. */
  drops?: readonly Identity[];
  /** Phones that take the contact's notifications. */
  devices?: readonly WrittenDevice[];
  /** The tokens of phones that do so no longer. */
  dropsDevices?: readonly string[];
  unsubscribed?: boolean;
  /** Consent by the topic's key. */
  topics?: ConsentChange["topics"];
  /** The producer's id of this news: a repetition, also a late one, changes nothing. */
  messageId?: string;
}

export type Changed =
  | { outcome: "changed"; contactId: string }
  | { outcome: "repeated" }
  /** No identity names anybody. */
  | { outcome: "nobody"; message: string };

/**
 * Makes or changes a contact, all in one transaction.
 * @throws AppError `invalid` when the attributes get too large, or for a topic that doesn't exist
 */
export async function changeContactOnce(
  context: ServiceContext,
  news: ContactUpdate,
): Promise<Changed> {
  if (news.topics !== undefined) await refreshConfirmationMail(context);
  return context.transaction(async (context) => {
    const isRepeated = news.messageId !== undefined && !(await isNew(context, news.messageId));
    return isRepeated ? { outcome: "repeated" } : changeInTransaction(context, news);
  });
}

async function changeInTransaction(
  context: ServiceContext,
  update: ContactUpdate,
): Promise<Changed> {
  const {
    identities,
    profileOf,
    joins = [],
    leaves = [],
    drops = [],
    devices = [],
    dropsDevices = [],
    unsubscribed,
    topics,
  } = update;
  const { ignoredIds } = await findWorkspace(context.sql);
  const { named, ignored } = splitBy(ignoredIds)(identities);
  const [first] = ignored;
  if (named.length === 0 && first !== undefined) {
    return { outcome: "nobody", message: `${first.kind} "${first.value}": ${first.reason}` };
  }
  const id = await ownerOfNamed(context.sql, named);
  const before = id === null ? null : await contactById(context.sql, id, "for update");
  const upload = { identities, profile: profileOf(before), ignoredIds };
  const { contactId } = await upsertInTransaction(context, upload);
  await dropOwned(
    context.sql,
    drops.map((identity) => ({ ...identity, contactId })),
  );
  for (const device of devices) await keepDevice(context.sql, contactId, device);
  for (const token of dropsDevices) {
    await dropDeviceByToken(context.sql, "mobilePush", token, contactId);
  }
  if (unsubscribed !== undefined) {
    const state = unsubscribed ? "unsubscribed" : "subscribed";
    await say(context, [contactId], { topic: null, channel: null, state }, { source: "api" });
  }
  await joinSegments(
    context,
    joins.map((segment) => ({ contactId, segment })),
  );
  await leaveSegments(context, [contactId], leaves);
  if (topics !== undefined) await changeConsent(context, contactId, { topics, channels: {} });
  return { outcome: "changed", contactId };
}

/** Message ids are kept with those of events, and as long. */
export async function isNew(context: ServiceContext, messageId: string): Promise<boolean> {
  const receipt = { messageId, eventId: newId(), fingerprint: Buffer.alloc(0) };
  return (await takeReceipts(context.sql, [receipt], await serverTime(context.sql))).size === 0;
}
