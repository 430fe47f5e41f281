import { v7 } from "uuid";
import type { Profile } from "../../contract/api/contacts.ts";
import { setUnsubscribed } from "../../db/contacts/contact-topics.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { contactById, dropIdentity } from "../../db/contacts/contacts.ts";
import type { Database, Sql } from "../../db/core/database.ts";
import { takeReceipts } from "../../db/events/event-receipts.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { Identity } from "../../domain/identity.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
import { joinSegments } from "../segments/join.ts";
import { findContact } from "./find.ts";
import { upsertInTransaction } from "./upsert.ts";

/** A contact as it is before a change; null: it is not there yet. */
export type BeforeEvent = ContactRow | null;

/** What somebody outside has told of a contact. */
export interface ContactUpdate {
  /** One at least. */
  identities: readonly Identity[];
  /** Sees the contact as it is: "set it unless it is set" needs to. */
  profileOf(before: BeforeEvent): Profile;
  /** By name; made where there is none. */
  joins?: readonly string[];
  /** Given up, where they are this contact's. */
  drops?: readonly Identity[];
  unsubscribed?: boolean;
  /** The producer's id of this news: a repetition, also a late one, changes nothing. */
  messageId?: string;
}

export type Changed = { outcome: "changed"; contactId: string } | { outcome: "repeated" };

/**
 * Makes or changes a contact, all in one transaction.
 * @throws AppError `invalid` when the attributes get too large
 */
export async function changeContactOnce(
  db: Database,
  keepEvents: IngestInTransaction,
  news: ContactUpdate,
): Promise<Changed> {
  const { changed, work } = await db.tx(async (sql) => {
    if (news.messageId !== undefined && !(await isNew(sql, news.messageId))) {
      return { changed: { outcome: "repeated" as const }, work: false };
    }
    return changeInTransaction(sql, keepEvents, news);
  });
  if (work) await notifyDispatchers(db);
  return changed;
}

async function changeInTransaction(
  sql: Sql,
  keepEvents: IngestInTransaction,
  { identities, profileOf, joins = [], drops = [], unsubscribed }: ContactUpdate,
): Promise<{ changed: Changed; work: boolean }> {
  const id = await findContact(sql, identities);
  const before = id === null ? null : await contactById(sql, id, "for update");
  const upload = { identities, profile: profileOf(before) };
  const { contactId, work } = await upsertInTransaction(sql, keepEvents, upload);
  for (const identity of drops) await dropIdentity(sql, contactId, identity);
  if (unsubscribed !== undefined) await setUnsubscribed(sql, contactId, unsubscribed);
  const stopped = await joinSegments(
    sql,
    joins.map((segment) => ({ contactId, segment })),
  );
  return { changed: { outcome: "changed", contactId }, work: work || stopped };
}

/** Message ids are kept with those of events, and as long. */
async function isNew(sql: Sql, messageId: string): Promise<boolean> {
  const receipt = { messageId, eventId: v7(), fingerprint: Buffer.alloc(0) };
  return (await takeReceipts(sql, [receipt], await serverTime(sql))).size === 0;
}
