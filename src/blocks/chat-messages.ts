import { z } from "zod";
import { slack } from "../channels/slack/description.ts";
import { telegram } from "../channels/telegram/description.ts";
import { viber } from "../channels/viber/description.ts";
import { whatsapp } from "../channels/whatsapp/description.ts";
import { messageBlock } from "./message-kind.ts";
import { addressing, manners } from "./message-settings.ts";
import { inLanguages, link, textMessage, words } from "./short-messages.ts";

/** Messages in chats. The reply is an event. */

const parts = {
  text: z.string().max(4_000).optional().meta(words),
  image: link("Picture", "Its address"),
  url: link("Link", "Where the button leads"),
  button: z.string().max(100).optional().meta({
    title: "Button",
    description: "What it says that leads to the link",
    widget: "liquid",
  }),
  replies: z.string().max(500).optional().meta({
    title: "Answers",
    description: "To be chosen by a touch, one a line; what is chosen is the reply",
    widget: "liquidText",
  }),
};

const chatSettings = z.strictObject({ ...inLanguages(parts), ...addressing, ...manners });

const whatsappSettings = z.strictObject({
  template: z.string().trim().max(512).optional().meta({
    title: "Template",
    description:
      "The name of one that WhatsApp has approved. Without one, a message reaches only those who have written within 24 hours",
  }),
  templateLanguage: z.string().trim().max(20).optional().meta({
    title: "Language of the template",
    description: "Such as en_US; by default that of the content",
  }),
  ...inLanguages({
    ...parts,
    parameters: z.string().max(4_000).optional().meta({
      title: "Parameters of the template",
      description: "What {{1}}, {{2}} and so on hold, one a line",
      widget: "liquidText",
    }),
  }),
  ...addressing,
  ...manners,
});

export type ChatSettings = Partial<
  Pick<z.output<typeof whatsappSettings>, "template" | "templateLanguage">
>;

export const telegramMessage = textMessage({
  kind: "sendTelegram",
  label: "Send Telegram message",
  description: "Writes to the contact in its chat with your Telegram bot.",
  channel: telegram,
  schema: chatSettings,
});
export const whatsappMessage = textMessage({
  kind: "sendWhatsapp",
  label: "Send WhatsApp message",
  description: "Sends an approved template, or a text to who has written within 24 hours.",
  channel: whatsapp,
  schema: whatsappSettings,
  // A template has no text of ours: lists show it by its name.
  contentOf: ({ template = "", ...config }) =>
    template === "" ? config : { ...config, title: template },
});
export const viberMessage = textMessage({
  kind: "sendViber",
  label: "Send Viber message",
  description: "Writes to the contact in its chat with your Viber bot.",
  channel: viber,
  schema: chatSettings,
});
export const slackMessage = textMessage({
  kind: "sendSlack",
  label: "Send Slack message",
  description: "Writes to a person or into a channel of your Slack workspace.",
  channel: slack,
  schema: chatSettings,
});

export const sendTelegram = messageBlock(telegramMessage);
export const sendWhatsapp = messageBlock(whatsappMessage);
export const sendViber = messageBlock(viberMessage);
export const sendSlack = messageBlock(slackMessage);
