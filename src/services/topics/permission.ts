import { channels } from "../../channels/registry.ts";
import type { Suppressed } from "../../domain/suppression.ts";
import { suppressionReason } from "../../domain/suppression.ts";

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
  if (said === undefined) return no("there is no such contact");
  const from = unsubscribedFrom(said, wish);
  if (from !== null) return no(`the contact has unsubscribed from ${from}`);
  const { topic } = wish;
  if (topic !== null && said.optIn === true && wordOn(said) !== "subscribed") {
    return no(`the contact has not subscribed to the topic "${topic}"`);
  }
  return yes;
}

/** @param said of the one to whom the address belongs; undefined: it is the contact's own, or nobody's */
export function ownersPermission(said: Said | undefined, wish: MessageWish): SendPermission {
  const from = said === undefined ? null : unsubscribedFrom(said, wish);
  if (from === null) return yes;
  return no(`the address belongs to another contact, who has unsubscribed from ${from}`);
}

function unsubscribedFrom(
  said: Said,
  { topic, channel, transactional }: MessageWish,
): string | null {
  if (!transactional) {
    if (said.unsubscribed) return "marketing messages";
    if (said.unsubscribedByChannel) return `marketing messages by ${labelOf(channel)}`;
  }
  if (topic === null || wordOn(said) !== "unsubscribed") return null;
  const isOfChannel = said.stateByChannel !== null;
  return `the topic "${topic}"${isOfChannel ? ` by ${labelOf(channel)}` : ""}`;
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
