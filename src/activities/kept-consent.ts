import type { OpenChannels } from "../channels/open.ts";
import type { Sql } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import type { MessageWish } from "../services/topics/may-receive.ts";
import { mayReceiveAt, reachOf } from "../services/topics/may-receive.ts";

/** Why a message that was kept may not be sent any more, or null. */
export async function refusalOf(sql: Sql, message: MessageRecord): Promise<string | null> {
  const reach = await reachOf(sql, message.contactId, keptWish(message));
  if (!reach.may.ok) return reach.may.reason;
  const there = await reach.mayAt(message.recipient);
  return there.ok ? null : there.reason;
}

/** A kept message without the copies to those who have refused them meanwhile. */
export async function withWillingCopies(
  channels: OpenChannels,
  sql: Sql,
  message: MessageRecord,
): Promise<MessageRecord> {
  const copies = channels.get(message.channel)?.copies;
  const refused = new Set<string>();
  for (const address of copies?.of(message.content) ?? []) {
    const may = await mayReceiveAt(sql, message.contactId, address, keptWish(message));
    if (!may.ok) refused.add(address);
  }
  if (copies === undefined || refused.size === 0) return message;
  return { ...message, content: copies.without(message.content, refused) };
}

/** What a kept message is, as far as it bears on who may get it. */
export function keptWish({ channel, topic, transactional }: MessageRecord): MessageWish {
  return { channel, topic, transactional };
}
