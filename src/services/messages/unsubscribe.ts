import { setTopicState, setUnsubscribed } from "../../db/contacts/contact-topics.ts";
import type { Database } from "../../db/core/database.ts";
import { addresseeOf, recordUnsubscribe } from "../../db/messages/message-rows.ts";

export interface Addressee {
  /** What the message was about, if it said so. */
  topic: string | null;
}

export async function findAddressee(db: Database, messageId: string): Promise<Addressee> {
  return { topic: (await addresseeOf(db, messageId))?.topic ?? null };
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
  db: Database,
  messageId: string,
  { all }: { all: boolean },
): Promise<Unsubscribed> {
  return db.tx(async (sql) => {
    const message = await addresseeOf(sql, messageId);
    if (message === undefined) return { outcome: "nobody" };
    if (message.test) return { outcome: "test" };
    const { contactId, topic } = message;
    const fromTopic = topic !== null && !all;
    const changed = fromTopic
      ? await setTopicState(sql, contactId, topic, "unsubscribed")
      : await setUnsubscribed(sql, contactId, true);
    if (changed) await recordUnsubscribe(sql, messageId, fromTopic ? topic : null);
    return fromTopic ? { outcome: "topic", topic } : { outcome: "all" };
  });
}
