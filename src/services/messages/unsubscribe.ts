import type { ServiceContext } from "../context.ts";
import { setTopicState, setUnsubscribed } from "../../db/contacts/contact-topics.ts";
import { addresseeOf, recordUnsubscribe } from "../../db/messages/message-reactions.ts";

export interface Addressee {
  /** What the message was about, if it said so. */
  topic: string | null;
}

export async function findAddressee(
  context: ServiceContext,
  messageId: string,
): Promise<Addressee> {
  return { topic: (await addresseeOf(context.sql, messageId))?.topic ?? null };
}

export type Unsubscribed =
  | { outcome: "topic"; topic: string }
  | { outcome: "all" }
  /** The mail of a test launch speaks for nobody. */
  | { outcome: "test" }
  /** The contact was erased meanwhile. */
  | { outcome: "nobody" };

/** Unsubscribes the person of a message: from its topic if it has one, else from all marketing. */
export async function unsubscribe(
  context: ServiceContext,
  messageId: string,
  { all }: { all: boolean },
): Promise<Unsubscribed> {
  return context.transaction(async (context) => {
    const message = await addresseeOf(context.sql, messageId);
    if (message === undefined) return { outcome: "nobody" };
    if (message.test) return { outcome: "test" };
    const { topic } = message;
    const fromTopic = topic !== null && !all;
    let changed = false;
    // The address may be another contact's, a household's: whoever reads there has said it for both.
    const both = [message.contactId, message.ownerId].filter((id) => id !== null).toSorted();
    for (const contactId of both) {
      const isChanged = fromTopic
        ? await setTopicState(context.sql, contactId, topic, "unsubscribed")
        : await setUnsubscribed(context.sql, contactId, true);
      changed ||= isChanged;
    }
    if (changed) await recordUnsubscribe(context.sql, messageId, fromTopic ? topic : null);
    return fromTopic ? { outcome: "topic", topic } : { outcome: "all" };
  });
}
