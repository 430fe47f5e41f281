import { channels } from "../../channels/registry.ts";
import type { Suppressed } from "../../domain/suppression.ts";
import { suppressionReason } from "../../domain/suppression.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";

export type SendPermission = { ok: true } | { ok: false; reason: string };

/** What a message is, as far as it bears on who may get it. */
export interface MessageWish {
  channel: string;
  /** Null: it is about none. */
  topic: string | null;
  transactional: boolean;
}

/** What a contact has said. */
export interface Said {
  /** From all marketing. */
  unsubscribed: boolean;
  /** From all marketing by the channel. */
  unsubscribedByChannel: boolean;
  /** On the topic; null: nothing, or there is no such topic. */
  state: "subscribed" | "unsubscribed" | null;
  /** On the topic for the channel, which goes before what holds for all. */
  stateByChannel: "subscribed" | "unsubscribed" | null;
  /** Whether only who has subscribed to the topic is written to; null: there is no such topic. */
  optIn: boolean | null;
}

const yes: SendPermission = { ok: true };
const no = (reason: string): SendPermission => ({ ok: false, reason });

/**
 * The first that holds decides: unsubscribed from everything, from the channel, the word on the topic
 * for the channel, the word on the topic. docs/guides/consent.md has the whole table.
 * @param said of a contact; undefined: it is gone
 */
export function ownPermission(said: Said | undefined, wish: MessageWish): SendPermission {
  if (said === undefined) return no(sayMessage("noContact"));
  const why = refusalOf(said, wish, "unsubscribed");
  if (why !== null) return no(why);
  const { topic } = wish;
  if (topic !== null && said.optIn === true && wordOn(said) !== "subscribed") {
    return no(sayMessage("notSubscribed", { topic }));
  }
  return yes;
}

/** @param said of the one to whom the address belongs; undefined: it is the contact's own, or nobody's */
export function ownersPermission(said: Said | undefined, wish: MessageWish): SendPermission {
  const why = said === undefined ? null : refusalOf(said, wish, "ownerUnsubscribed");
  return why === null ? yes : no(why);
}

/** What somebody has unsubscribed from that a message is of, in words. @param who says whose word it is */
function refusalOf(
  said: Said,
  { topic, channel: name, transactional }: MessageWish,
  who: "unsubscribed" | "ownerUnsubscribed",
): string | null {
  const channel = labelOf(name);
  if (!transactional) {
    if (said.unsubscribed) return sayMessage(who);
    if (said.unsubscribedByChannel) return sayMessage(`${who}By`, { channel });
  }
  if (topic === null || wordOn(said) !== "unsubscribed") return null;
  return said.stateByChannel === null
    ? sayMessage(`${who}FromTopic`, { topic })
    : sayMessage(`${who}FromTopicBy`, { topic, channel });
}

function wordOn({ state, stateByChannel }: Said): Said["state"] {
  return stateByChannel ?? state;
}

function labelOf(channel: string): string {
  return channels.get(channel)?.label ?? channel;
}

/** What is owed by law goes to who complained, and nothing goes to an address that is dead. */
export function addressPermission(
  suppressed: Suppressed | null,
  { transactional }: MessageWish,
): SendPermission {
  if (suppressed === null) return yes;
  if (suppressed.scope === "marketing" && transactional) return yes;
  return no(suppressionReason(suppressed));
}
