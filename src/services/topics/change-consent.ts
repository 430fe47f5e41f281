import type { ServiceContext } from "../context.ts";
import type { ConsentChange } from "../../contract/api/topics.ts";
import { AppError } from "../../contract/errors.ts";
import {
  clearTopicState,
  setTopicState,
  setUnsubscribed,
} from "../../db/contacts/contact-topics.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { unknownTopics } from "../../db/contacts/topics.ts";
import type { PresentedContact } from "../contacts/contacts.ts";
import { getContact, noContact } from "../contacts/contacts.ts";

/**
 * Notes what a contact wants to be written to about. Topics that are not named stay as they are, so
 * that a page which shows some of them can't lose an unsubscription from another.
 * @throws AppError `not_found`; `invalid` for a key of no topic
 */
export async function changeConsent(
  context: ServiceContext,
  id: string,
  { topics, unsubscribed }: ConsentChange,
): Promise<PresentedContact> {
  return context.transaction(async (context) => {
    if ((await contactById(context.sql, id, "for update")) === null) throw noContact();
    const unknown = await unknownTopics(context.sql, Object.keys(topics));
    if (unknown.length > 0) {
      throw new AppError("invalid", "the body names topics that don't exist", {
        faults: unknown.map((key) => ({ path: `topics.${key}`, message: "is no topic" })),
      });
    }
    // Sorted, so that two at once can't deadlock.
    for (const [key, state] of Object.entries(topics).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      if (state === null) await clearTopicState(context.sql, id, key);
      else await setTopicState(context.sql, id, key, state);
    }
    if (unsubscribed !== undefined) await setUnsubscribed(context.sql, id, unsubscribed);
    return getContact(context, id);
  });
}
