import type { ChannelName } from "../../channels/registry.ts";
import { channelNames } from "../../channels/registry.ts";
import { channelWordsOf } from "../../db/contacts/consent-words.ts";
import { consentOf } from "../../db/contacts/contact-topics.ts";
import { areInboxesUsed } from "../../db/contacts/in-app-inboxes.ts";
import { contactById, writeContact } from "../../db/contacts/contacts.ts";
import type { OfferedTopic } from "../../db/contacts/preferences.ts";
import { offeredTopics } from "../../db/contacts/preferences.ts";
import type { ConsentWord } from "../../domain/consent.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { sayOrAsk } from "./ask-to-confirm.ts";
import { say } from "./say.ts";

/** What a preference page shows of a contact. */
export interface Preferences {
  contactId: string;
  /** The contact's own. */
  language: string | null;
  /** The channels that are set up, or are in use without that. */
  channels: ChannelName[];
  /** From everything. */
  unsubscribed: boolean;
  /** The channels by which offers and news may come. */
  open: ChannelName[];
  topics: (OfferedTopic & { wanted: ChannelName[] })[];
}

/** @returns null: the contact is gone */
export async function findPreferences(
  context: ServiceContext,
  contactId: string,
): Promise<Preferences | null> {
  const { sql } = context;
  const contact = await contactById(sql, contactId);
  if (contact === null) return null;
  const { unsubscribed } = await consentOf(sql, contactId);
  const left = (await channelWordsOf(sql, contactId)).filter((one) => one.unsubscribed);
  const setUp = await setUpChannels(context);
  // It sends where nobody has asked for it, too: offered only where it is in use.
  if (!(await areInboxesUsed(sql))) setUp.delete("inApp");
  const channels = channelNames.filter((name) => setUp.has(name));
  const open = channels.filter(
    (name) => !unsubscribed && !left.some(({ channel }) => channel === name),
  );
  const topics = (await offeredTopics(sql, contactId)).map((topic) => {
    const word = (channel: string) => topic.byChannel[channel] ?? topic.state;
    const wanted = open.filter((name) =>
      topic.optIn ? word(name) === "subscribed" : word(name) !== "unsubscribed",
    );
    return { ...topic, wanted };
  });
  return { contactId, language: contact.language, channels, unsubscribed, open, topics };
}

/** The page as somebody sees it of whom nothing is known yet. */
export async function samplePreferences(
  context: ServiceContext,
  language: string | null,
): Promise<Preferences> {
  const setUp = await setUpChannels(context);
  if (!(await areInboxesUsed(context.sql))) setUp.delete("inApp");
  const channels = channelNames.filter((name) => setUp.has(name));
  const topics = (await offeredTopics(context.sql, null)).map((topic) => ({
    ...topic,
    wanted: topic.optIn ? [] : channels,
  }));
  return { contactId: "", language, channels, unsubscribed: false, open: channels, topics };
}

/** Channels by topic; those of offers and news in general where the topic is "". */
export type TickedChannels = ReadonlyMap<string, ReadonlySet<string>>;

/** What somebody has ticked on the page. */
export interface PreferenceChange {
  nothing: boolean;
  /** What could be ticked: somebody has said nothing of a topic that was made meanwhile. */
  offered: TickedChannels;
  wanted: TickedChannels;
  /** Null: it stays as it is. */
  language: string | null;
}

/**
 * Notes what was changed on the page, and only that: what a contact has never spoken of stays so. Who
 * wants something by a channel takes back having left it.
 */
export async function savePreferences(
  context: ServiceContext,
  contactId: string,
  change: PreferenceChange,
): Promise<Preferences | null> {
  return context.transaction(async (context) => {
    const contact = await contactById(context.sql, contactId, "for update");
    const shown = contact === null ? null : await findPreferences(context, contactId);
    if (contact === null || shown === null) return null;
    if (change.language !== null && change.language !== contact.language) {
      await writeContact(context.sql, { ...contact, language: change.language });
    }
    const origin = { source: "page" } as const;
    const everything = { topic: null, channel: null } as const;
    if (change.nothing) {
      await say(context, [contactId], { ...everything, state: "unsubscribed" }, origin);
      return findPreferences(context, contactId);
    }
    if (shown.unsubscribed) {
      await say(context, [contactId], { ...everything, state: "subscribed" }, origin);
    }
    for (const word of wordsOf(shown, change)) await sayOrAsk(context, contactId, word, origin);
    return findPreferences(context, contactId);
  });
}

function wordsOf(
  { channels, topics, unsubscribed, open }: Preferences,
  { offered, wanted }: PreferenceChange,
): ConsentWord[] {
  const words: ConsentWord[] = [];
  for (const name of channels) {
    const wantsAny = [...wanted.values()].some((by) => by.has(name));
    if (wantsAny) words.push({ topic: null, channel: name, state: "subscribed" });
    else if (offered.get("")?.has(name) === true && (unsubscribed || open.includes(name))) {
      words.push({ topic: null, channel: name, state: "unsubscribed" });
    }
  }
  for (const topic of topics) {
    const by = wanted.get(topic.key) ?? new Set<string>();
    const shown = channels.filter((name) => offered.get(topic.key)?.has(name) === true);
    const changed = shown.filter((name) => by.has(name) !== topic.wanted.includes(name));
    // Whoever leaves "nothing at all" says anew what they want.
    const said = unsubscribed ? shown : changed;
    if (said.length === 0) continue;
    if (by.size === 0) words.push({ topic: topic.key, channel: null, state: "unsubscribed" });
    else if (by.size === shown.length && Object.keys(topic.byChannel).length === 0) {
      words.push({ topic: topic.key, channel: null, state: "subscribed" });
    } else {
      for (const name of said) {
        const state = by.has(name) ? "subscribed" : "unsubscribed";
        words.push({ topic: topic.key, channel: name, state });
      }
    }
  }
  return words;
}
