import type { ServiceContext } from "../context.ts";
import type { ChannelName } from "../../channels/registry.ts";
import { channelOf } from "../../channels/registry.ts";
import { addresseeOf, recordUnsubscribe } from "../../db/messages/message-reactions.ts";
import type { ConsentSource } from "../../domain/consent.ts";
import { say } from "../topics/say.ts";

export interface Addressee {
  /** By which the message came. */
  channel: ChannelName;
  /** What the message was about, as people call it, if it said so. */
  topic: string | null;
  /** Whose it is; null: it was a test launch's. */
  contactId: string | null;
  /** What is known of the languages that are read there: the message's before the contact's. */
  languages: (string | null)[];
}

/** @returns null: the contact was erased, and the message with it */
export async function findAddressee(
  context: ServiceContext,
  messageId: string,
): Promise<Addressee | null> {
  const found = await addresseeOf(context.sql, messageId);
  if (found === undefined) return null;
  return {
    channel: channelOf(found.channel).name,
    topic: found.topicName ?? found.topic,
    contactId: found.test ? null : found.contactId,
    languages: [found.language, found.contactLanguage],
  };
}

export type Unsubscribed =
  | { outcome: "topic"; topic: string }
  | { outcome: "all" }
  /** The mail of a test launch speaks for nobody. */
  | { outcome: "test" }
  /** The contact was erased meanwhile. */
  | { outcome: "nobody" };

/**
 * Unsubscribes the person of a message: from its topic if it has one, whatever brings it; else from all
 * marketing by the channel that brought it.
 */
export async function unsubscribe(
  context: ServiceContext,
  messageId: string,
  { all, source = "link" }: { all: boolean; source?: ConsentSource },
): Promise<Unsubscribed> {
  return context.transaction(async (context) => {
    const message = await addresseeOf(context.sql, messageId);
    if (message === undefined) return { outcome: "nobody" };
    if (message.test) return { outcome: "test" };
    const { channel } = message;
    const topic = all ? null : message.topic;
    // The address may be another contact's, a household's: whoever reads there has said it for both.
    const both = [message.contactId, message.ownerId].filter((id) => id !== null);
    const changed = await say(
      context,
      both,
      { topic, channel: topic === null ? channel : null, state: "unsubscribed" },
      { source, messageId },
    );
    if (changed.length > 0) await recordUnsubscribe(context.sql, messageId, topic);
    return topic === null
      ? { outcome: "all" }
      : { outcome: "topic", topic: message.topicName ?? topic };
  });
}
