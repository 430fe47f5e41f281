import type { ServiceContext } from "../context.ts";
import type { ConsentChange } from "../../contract/api/consent.ts";
import { AppError } from "../../contract/errors.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { unknownTopics } from "../../db/contacts/topics.ts";
import type { ConsentWord } from "../../domain/consent.ts";
import type { PresentedContact } from "../contacts/contacts.ts";
import { getContact, noContact } from "../contacts/contacts.ts";
import type { ConsentOrigin } from "./say.ts";
import { sayOrAsk } from "./ask-to-confirm.ts";

/**
 * Notes what a contact wants to be written to about. Topics that are not named stay as they are, so
 * that a page which shows some of them can't lose an unsubscription from another.
 * @throws AppError `not_found`; `invalid` for a key of no topic
 */
export async function changeConsent(
  context: ServiceContext,
  id: string,
  change: ConsentChange,
  origin: ConsentOrigin = { source: "api" },
): Promise<PresentedContact> {
  return context.transaction(async (context) => {
    if ((await contactById(context.sql, id, "for update")) === null) throw noContact();
    const unknown = await unknownTopics(context.sql, Object.keys(change.topics));
    if (unknown.length > 0) {
      throw new AppError("invalid", "the body names topics that don't exist", {
        faults: unknown.map((key) => ({ path: `topics.${key}`, message: "is no topic" })),
      });
    }
    for (const word of wordsOf(change)) await sayOrAsk(context, id, word, origin);
    return getContact(context, id);
  });
}

/** What is said in general comes first: what is said of single channels beside it is meant so. */
function wordsOf({
  topics = {},
  channels = {},
  unsubscribed,
}: Partial<ConsentChange>): ConsentWord[] {
  const words: ConsentWord[] = [];
  if (unsubscribed !== undefined) {
    const state = unsubscribed ? "unsubscribed" : "subscribed";
    words.push({ topic: null, channel: null, state });
  }
  for (const [channel, state] of sorted(channels)) words.push({ topic: null, channel, state });
  for (const [topic, said] of sorted(topics)) {
    if (said === null || typeof said === "string") {
      words.push({ topic, channel: null, state: said });
      continue;
    }
    if (said.state !== undefined) words.push({ topic, channel: null, state: said.state });
    for (const [channel, state] of sorted(said.channels)) words.push({ topic, channel, state });
  }
  return words;
}

/** So that two at once can't deadlock. */
function sorted<Value>(entries: Partial<Record<string, Value>>): [string, Value][] {
  return Object.entries(entries)
    .flatMap(([key, value]): [string, Value][] => (value === undefined ? [] : [[key, value]]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
