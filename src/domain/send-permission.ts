import type { Suppressed } from "./suppression.ts";
import { suppressionReason } from "./suppression.ts";

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
  /** On the topic; null: nothing, or there is no such topic. */
  state: "subscribed" | "unsubscribed" | null;
  /** Whether only who has subscribed to the topic is written to; null: there is no such topic. */
  optIn: boolean | null;
}

const yes: SendPermission = { ok: true };
const no = (reason: string): SendPermission => ({ ok: false, reason });

/** @param said of a contact; undefined: it is gone */
export function ownPermission(said: Said | undefined, wish: MessageWish): SendPermission {
  if (said === undefined) return no("there is no such contact");
  const { topic, transactional } = wish;
  if (said.unsubscribed && !transactional) {
    return no("the contact has unsubscribed from marketing messages");
  }
  if (topic === null) return yes;
  if (said.state === "unsubscribed") {
    return no(`the contact has unsubscribed from the topic "${topic}"`);
  }
  if (said.optIn === true && said.state !== "subscribed") {
    return no(`the contact has not subscribed to the topic "${topic}"`);
  }
  return yes;
}

/** @param said of the one to whom the address belongs; undefined: it is the contact's own, or nobody's */
export function ownersPermission(said: Said | undefined, wish: MessageWish): SendPermission {
  if (said === undefined) return yes;
  const { topic, transactional } = wish;
  const whose = "the address belongs to another contact, who has unsubscribed from";
  if (said.unsubscribed && !transactional) return no(`${whose} marketing messages`);
  if (topic !== null && said.state === "unsubscribed") return no(`${whose} the topic "${topic}"`);
  return yes;
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
