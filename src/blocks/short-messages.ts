import { z } from "zod";
import type { ChannelDescription } from "../channels/description.ts";
import { inApp } from "../channels/in-app/description.ts";
import { mobilePush } from "../channels/mobile-push/description.ts";
import { sms } from "../channels/sms/description.ts";
import { webPush } from "../channels/web-push/description.ts";
import type { ContentSource, ContentText } from "../domain/message-content.ts";
import type { BlockIssue } from "./block.ts";
import { defineMessage, messageBlock } from "./message-kind.ts";
import type { MessageSettings } from "./message.ts";
import { addressingProblems, liquidProblems } from "./message-problems.ts";
import {
  addressing,
  defaultLanguageMeta,
  expressionsOf,
  languagesMeta,
  languageTag,
  manners,
} from "./message-settings.ts";

/** Messages that are a few lines: SMS, pushes, messages in an app. */

export const link = (title: string, description?: string) =>
  z
    .string()
    .max(2_000)
    .optional()
    .meta({ title, ...(description === undefined ? {} : { description }), widget: "liquid" });
export const words = { title: "Text", widget: "liquidText" } as const;

/** A text by language, as for e-mails. */
export function inLanguages<Shape extends z.ZodRawShape>(fields: Shape) {
  return {
    ...fields,
    languages: z.record(languageTag, z.strictObject(fields)).optional().meta(languagesMeta),
    defaultLanguage: languageTag.optional().meta(defaultLanguageMeta),
  };
}

const smsSettings = z.strictObject({
  ...inLanguages({
    text: z.string().max(2_000).optional().meta({ title: "Text", widget: "smsText" }),
  }),
  from: z
    .string()
    .max(50)
    .optional()
    .meta({ title: "From", description: "The sender's name or number" }),
  ...addressing,
  ...manners,
});

const { to: _to, ...toContact } = addressing;

const shownTexts = {
  title: z.string().max(500).optional().meta({ title: "Title", widget: "liquid" }),
  text: z.string().max(4_000).optional().meta(words),
  url: link("Link", "Where a touch leads"),
  image: link("Picture", "Its address"),
};
const label = (title: string) => z.string().max(100).optional().meta({ title, widget: "liquid" });

const inAppSettings = z.strictObject({
  ...inLanguages({ ...shownTexts, button: label("Button") }),
  ...toContact,
  format: z
    .enum(["text", "markdown"])
    .default("text")
    .meta({
      title: "Format",
      labels: { text: "Plain text", markdown: "Markdown" },
      description: "Markdown has bold, italics, lists and links; HTML is shown as text",
    }),
  tag: z
    .string()
    .trim()
    .max(100)
    .default("")
    .meta({ title: "Tag", description: "By which your pages can list some of the messages" }),
  pinned: z.boolean().default(false).meta({
    title: "Pinned",
    description: "Stands above all that are not",
  }),
  expiresHours: z.int().min(1).max(8_760).default(2_160).meta({
    title: "Shown for (hours)",
    description: "Then it is gone from the inbox",
  }),
  activeDays: z.int().min(1).max(365).optional().meta({
    title: "Only who was there within (days)",
    description:
      "For one of many: whoever has not opened the inbox for so long is not reached. Empty: everybody",
  }),
  ...manners,
});

/** How push services treat a notification. */
const deviceManners = {
  ttlHours: z.int().min(0).max(672).default(24).meta({
    title: "Keep for (hours)",
    description: "How long a push service keeps it for a browser that is not on; 0: not at all",
  }),
  urgency: z
    .enum(["very-low", "low", "normal", "high"])
    .default("normal")
    .meta({
      title: "Urgency",
      description: "Whether a device wakes up for it that saves its battery",
      labels: { "very-low": "Very low", low: "Low", normal: "Normal", high: "High" },
    }),
  replaces: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,32}$/, "must be up to 32 letters, digits, - and _")
    .default("")
    .meta({
      title: "Takes the place of",
      description: "A later notification with the same name takes the place of an earlier one",
    }),
};

const mobilePushSettings = z.strictObject({
  ...inLanguages(shownTexts),
  ...toContact,
  ...deviceManners,
  ...manners,
});

const webPushSettings = z.strictObject({
  ...inLanguages({
    ...shownTexts,
    icon: link("Icon", "The address of a small square picture"),
    button: label("Button"),
    buttonUrl: link("Where the button leads"),
    button2: label("Second button"),
    button2Url: link("Where the second button leads"),
  }),
  ...toContact,
  ...deviceManners,
  stays: z.boolean().default(false).meta({
    title: "Stays",
    description: "Until it is clicked or closed",
  }),
  ...manners,
});

export type MobilePushSettings = z.output<typeof mobilePushSettings>;
export type WebPushSettings = z.output<typeof webPushSettings>;
export type InAppSettings = z.output<typeof inAppSettings>;
export type SmsSettings = z.output<typeof smsSettings>;

type TextSettings = MessageSettings & ContentSource;

const textParts = [
  "text",
  "title",
  "url",
  "image",
  "icon",
  "button",
  "buttonUrl",
  "button2",
  "button2Url",
  "replies",
  "parameters",
] as const;

/** The parts of a content that are rendered. */
function textsOf(content: ContentText): Record<string, string> {
  return Object.fromEntries(
    textParts.flatMap((part) => {
      const text = content[part];
      return text === undefined ? [] : [[part, text] as const];
    }),
  );
}

function issues(settings: TextSettings, channel: ChannelDescription): BlockIssue[] {
  const hasOwn = settings.text !== undefined || settings.title !== undefined;
  const texts = { ...settings.languages, ...(hasOwn && { "": settings }) };
  return [
    ...(Object.keys(texts).length === 0
      ? [{ field: "text", message: "the message has no text" }]
      : []),
    ...Object.entries(texts).flatMap(([language, parts]) =>
      liquidProblems(textsOf(parts), language === "" ? "" : `languages.${language}`),
    ),
    ...addressingProblems(settings, channel),
  ];
}

/** A message of a few lines, by any channel. */
export function textMessage<Config extends MessageSettings & ContentSource>(given: {
  kind: string;
  label: string;
  description: string;
  channel: ChannelDescription;
  schema: z.ZodType<Config>;
  example?: Record<string, unknown>;
  /** What of its settings is its content, where not all of it stands there as it is. */
  contentOf?(config: Config): ContentSource;
}) {
  const { contentOf = (config) => config } = given;
  return defineMessage<Config>({
    ...given,
    summary: () => given.label,
    issues: (config) => issues({ ...config, ...contentOf(config) }, given.channel),
    source: (config) => {
      const { languages, defaultLanguage, ...own } = contentOf(config);
      const content: ContentSource = { ...textsOf(own), languages, defaultLanguage };
      const { data } = config;
      return {
        templateId: undefined,
        content,
        over: () => content,
        data: Object.keys(data),
        expressions: expressionsOf(config),
      };
    },
  });
}

export const smsMessage = textMessage({
  kind: "sendSms",
  label: "Send SMS",
  description: "Sends a short message to the phone.",
  channel: sms,
  schema: smsSettings,
});
export const webPushMessage = textMessage({
  kind: "sendWebPush",
  label: "Send web push",
  description: "Shows a notification in the contact's browser.",
  channel: webPush,
  schema: webPushSettings,
});
export const mobilePushMessage = textMessage({
  kind: "sendMobilePush",
  label: "Send mobile push",
  description: "Shows a notification on the contact's phone.",
  channel: mobilePush,
  schema: mobilePushSettings,
});
export const inAppMessage = textMessage({
  kind: "sendInApp",
  label: "Send in-app message",
  description: "Puts a message into the contact's inbox on your site or in your app.",
  channel: inApp,
  example: {
    title: "It has arrived",
    text: "Your order waits for you.",
    url: "https://example.com",
  },
  schema: inAppSettings,
});

export const sendSms = messageBlock(smsMessage);
export const sendWebPush = messageBlock(webPushMessage);
export const sendMobilePush = messageBlock(mobilePushMessage);
export const sendInApp = messageBlock(inAppMessage);
