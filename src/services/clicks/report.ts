import { insertLinkClick } from "../../db/messages/link-clicks.ts";
import { clickedMessage } from "../../db/messages/message-reactions.ts";
import type { ServiceContext } from "../context.ts";
import { decideClick, recordOpen } from "./record.ts";

export interface ReportedClick {
  messageId: string;
  /** Names this click, so that reporting it again keeps one event. */
  clickId: string;
  /** The address that was followed; empty when it is not told. */
  url: string;
  at: Date;
}

/**
 * Notes a click that somebody else has seen, such as a shop behind a link that we don't track: it is
 * told as a person's: whoever reports it says nothing of the request that it came by.
 */
export async function reportClick(context: ServiceContext, click: ReportedClick): Promise<void> {
  const { messageId, clickId: id, url, at } = click;
  await context.transaction(async (context) => {
    const message = await clickedMessage(context.sql, messageId);
    if (message === undefined) return;
    // One beyond the last is no link of the message's: it is told by its address.
    const found = message.links.findIndex((link) => link.url === url);
    const index = found === -1 ? message.links.length : found;
    await insertLinkClick(context.sql, {
      id,
      messageId,
      index,
      url,
      at,
      signs: [],
      userAgent: null,
    });
    await decideClick(context, id);
  });
}

export async function reportOpen(
  context: ServiceContext,
  open: { messageId: string; at: Date },
): Promise<void> {
  await recordOpen(context, { ...open, signs: [], userAgent: null });
}
