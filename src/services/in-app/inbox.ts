import { v5, validate } from "uuid";
import type { InboxQuery, PresentedInbox } from "../../contract/api/in-app.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import type { InboxFilter, InboxMark } from "../../db/contacts/in-app-messages.ts";
import { noteInboxUse } from "../../db/contacts/in-app-inboxes.ts";
import {
  inboxCounts,
  inboxMessage,
  inboxPage,
  markInbox,
} from "../../db/contacts/in-app-messages.ts";
import { recordReports } from "../channel-reports/record.ts";
import { reportClick, reportOpen } from "../clicks/report.ts";
import { noContact } from "../contacts/contacts.ts";
import type { ServiceContext } from "../context.ts";
import { presentInApp } from "./present.ts";

/** What a contact reads in its inbox, and what it does there. Whose it is was proven by the caller. */

const channel = "inApp";
const clicksNamespace = "0c0b6f52-6a6d-4c53-9d7e-1a3f0f1f9a64";
/** Of one transaction: each that is read raises an event. */
const together = 100;

/** Notes that a contact is there now: whoever was there lately is reached by an in-app message. */
export function noteReader({ sql }: ServiceContext, contactId: string): Promise<void> {
  return noteInboxUse(sql, contactId);
}

/** @throws AppError `invalid` for a cursor that is none */
export async function listInbox(
  { sql }: ServiceContext,
  contactId: string,
  { show, tag, limit, after }: InboxQuery,
): Promise<PresentedInbox> {
  const filter = { show, tag: tag ?? null, after: behind(after), limit: limit + 1 };
  const [rows, counts] = await Promise.all([
    inboxPage(sql, contactId, filter),
    inboxCounts(sql, contactId),
  ]);
  const { items, next } = cutPage(rows, limit, ({ isPinned, position }) => [
    isPinned ? "1" : "0",
    position,
  ]);
  return { items: items.map(presentInApp), next, ...counts };
}

/**
 * The inbox of a contact, for a caller of the API: reading it so marks nothing.
 * @throws AppError `not_found`
 */
export async function inboxOf(
  context: ServiceContext,
  contactId: string,
  query: InboxQuery,
): Promise<PresentedInbox> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  return listInbox(context, contactId, query);
}

function behind(after: string | undefined): InboxFilter["after"] {
  if (after === undefined) return null;
  const [isPinned = "", position = ""] = decodeCursor(after, 2);
  if (!/^\d{1,18}$/.test(position)) throw new AppError("invalid", "the cursor is not one of ours");
  return { isPinned: isPinned === "1", position };
}

/**
 * Marks messages of a contact. What is read for the first time was opened, and what is seen was
 * delivered: each is told once, with the mark or not at all.
 *
 * @param ids null: all that the inbox shows
 */
export async function markMessages(
  context: ServiceContext,
  contactId: string,
  mark: InboxMark,
  ids: readonly string[] | null,
): Promise<void> {
  for (;;) {
    const marked = await context.transaction(async (inside) => {
      const done = await markInbox(inside.sql, contactId, mark, { ids, limit: together });
      await tell(inside, mark, done);
      return done.length;
    });
    if (marked < together) return;
  }
}

async function tell(
  context: ServiceContext,
  mark: InboxMark,
  messageIds: readonly string[],
): Promise<void> {
  const at = context.now();
  if (mark === "read") {
    for (const messageId of messageIds) await reportOpen(context, { messageId, at });
  }
  if (mark === "read" || mark === "seen") {
    const nothing = { providerId: null, address: null, code: null, words: null };
    const reports = messageIds.map((messageId) => ({
      ...nothing,
      reportId: `seen/${messageId}`,
      kind: "delivered" as const,
      at,
      messageId,
    }));
    await recordReports(context, channel, reports);
  }
}

/**
 * Notes a click on a message's link; what is clicked was read.
 *
 * @param clickId names this click, so that telling it again counts once; undefined: there is one only
 * @throws AppError `not_found` for a message that is not this contact's
 */
export async function clickMessage(
  context: ServiceContext,
  contactId: string,
  { id, clickId = "" }: { id: string; clickId?: string | undefined },
): Promise<void> {
  await context.transaction(async (inside) => {
    const row = validate(id) ? await inboxMessage(inside.sql, contactId, id) : undefined;
    if (row === undefined) throw new AppError("not_found", "there is no such message");
    await markMessages(inside, contactId, "read", [id]);
    const { url } = presentInApp(row);
    await reportClick(inside, {
      messageId: id,
      clickId: v5(`${id}/${clickId}`, clicksNamespace),
      url: url ?? "",
      at: inside.now(),
    });
  });
}
