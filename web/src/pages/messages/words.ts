import { t } from "../../i18n/i18n.ts";

const states = [
  "queued",
  "sending",
  "sent",
  "failed",
  "unknown",
  "held",
  "dropped",
  "delivered",
  "bounced",
  "complained",
  "opened",
  "clicked",
  "replied",
  "unsubscribed",
  "opened_by_machine",
  "clicked_by_machine",
] as const;
/** Those that a message may be in; the others are things that happened to it. */
export const ownStates = states.slice(0, 7);

export const channelNames = [
  "email",
  "sms",
  "webPush",
  "mobilePush",
  "inApp",
  "telegram",
  "whatsapp",
  "viber",
  "slack",
] as const;

/** A later server may know more than this page does: its own word is better than none. */
export function stateWord(state: string): string {
  const known = states.find((one) => one === state);
  return known === undefined ? state : t(`messages:state.${known}`);
}

export function channelWord(channel: string): string {
  const known = channelNames.find((one) => one === channel);
  return known === undefined ? channel : t(`messages:channels.${known}`);
}

export const kindWord = (transactional: boolean): string =>
  t(`messages:kind.${transactional ? "transactional" : "marketing"}`);
