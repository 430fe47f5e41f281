import { t } from "../../i18n/i18n.ts";

const known = [
  "email",
  "sms",
  "webPush",
  "mobilePush",
  "telegram",
  "viber",
  "whatsapp",
  "slack",
  "inApp",
] as const;

/** What a channel is called; one that is new here by its own name. */
export function channelName(channel: string): string {
  const name = known.find((one) => one === channel);
  return name === undefined ? channel : t(`contacts:channel.${name}`);
}
