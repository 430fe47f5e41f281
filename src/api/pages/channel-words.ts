import type { ChannelName } from "../../channels/registry.ts";

/** How contacts call a channel: as a choice of theirs, and as what messages come by. */
export interface ChannelWords {
  label: string;
  by: string;
}

export const englishChannels: Record<ChannelName, ChannelWords> = {
  email: { label: "E-mail", by: "by e-mail" },
  sms: { label: "SMS", by: "by SMS" },
  webPush: { label: "Browser notifications", by: "by browser notifications" },
  mobilePush: { label: "App notifications", by: "by app notifications" },
  inApp: { label: "In the app", by: "in the app" },
  telegram: { label: "Telegram", by: "by Telegram" },
  whatsapp: { label: "WhatsApp", by: "by WhatsApp" },
  viber: { label: "Viber", by: "by Viber" },
  slack: { label: "Slack", by: "by Slack" },
};

export const ukrainianChannels: Record<ChannelName, ChannelWords> = {
  email: { label: "Електронна пошта", by: "електронною поштою" },
  sms: { label: "SMS", by: "через SMS" },
  webPush: { label: "Сповіщення браузера", by: "сповіщеннями браузера" },
  mobilePush: { label: "Сповіщення застосунку", by: "сповіщеннями застосунку" },
  inApp: { label: "У застосунку", by: "у застосунку" },
  telegram: { label: "Telegram", by: "у Telegram" },
  whatsapp: { label: "WhatsApp", by: "у WhatsApp" },
  viber: { label: "Viber", by: "у Viber" },
  slack: { label: "Slack", by: "у Slack" },
};
