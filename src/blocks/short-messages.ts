import { z } from "zod";
import type { Channel } from "../domain/channels.ts";
import { channelIssue } from "../domain/channels.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { addressingIssues, liquidIssues } from "./email-issues.ts";
import {
  addressing,
  defaultLanguageMeta,
  languageTag,
  languagesMeta,
  sendingPreferences,
} from "./email-settings.ts";

/**
 * Messages that are a few lines: SMS, pushes, messages in an app. Their channels are not set up in
 * this version, so these blocks can be drafted and not published.
 */

const link = (title: string, description?: string) =>
  z
    .string()
    .max(2_000)
    .optional()
    .meta({ title, ...(description === undefined ? {} : { description }), widget: "liquid" });
const words = { title: "Text", widget: "liquidText" } as const;

/** A text by language, as for e-mails. */
function inLanguages<Shape extends z.ZodRawShape>(fields: Shape) {
  return {
    ...fields,
    languages: z.record(languageTag, z.strictObject(fields)).optional().meta(languagesMeta),
    defaultLanguage: languageTag.optional().meta(defaultLanguageMeta),
  };
}

const sms = z.strictObject({
  ...inLanguages({ text: z.string().max(2_000).optional().meta(words) }),
  from: z
    .string()
    .max(50)
    .optional()
    .meta({ title: "From", description: "The sender's name or number" }),
  ...addressing,
  ...sendingPreferences,
});

const push = z.strictObject({
  ...inLanguages({
    title: z.string().max(500).optional().meta({ title: "Title", widget: "liquid" }),
    text: z.string().max(4_000).optional().meta(words),
    url: link("Link", "Where a touch leads"),
    image: link("Picture", "Its address"),
  }),
  ...addressing,
  ...sendingPreferences,
});

export const shortMessages = {
  sendSms: sms,
  sendWebPush: push,
  sendMobilePush: push,
  sendInApp: push,
} as const;

const channelOf = {
  sendSms: "sms",
  sendWebPush: "webPush",
  sendMobilePush: "mobilePush",
  sendInApp: "inApp",
} as const satisfies Record<keyof typeof shortMessages, Channel>;

type ShortMessage = z.output<typeof sms> & Partial<z.output<typeof push>>;

export function shortMessageIssues(
  kind: keyof typeof shortMessages,
  config: unknown,
): BlockIssue[] {
  const settings = config as ShortMessage;
  const texts = { ...settings.languages, ...(settings.text !== undefined && { "": settings }) };
  const identity = kind === "sendSms" ? "phone" : null;
  return [
    ...channelIssues(channelOf[kind]),
    ...(Object.keys(texts).length === 0
      ? [{ field: "text", message: "the message has no text" }]
      : []),
    ...Object.entries(texts).flatMap(([language, { text, title, url, image }]) =>
      liquidIssues({ text, title, url, image }, language === "" ? "" : `languages.${language}`),
    ),
    ...addressingIssues(settings, identity),
  ];
}

function channelIssues(channel: Channel): BlockIssue[] {
  const message = channelIssue(channel);
  return message === null ? [] : [{ field: "", message }];
}

function shortMessage<Kind extends keyof typeof shortMessages>(
  kind: Kind,
  label: string,
  description: string,
) {
  return defineBlock<z.output<(typeof shortMessages)[Kind]>>({
    kind,
    label,
    description,
    role: "step",
    place: "database",
    branches: ["next"],
    group: "messages",
    channel: channelOf[kind],
    schema: shortMessages[kind] as unknown as z.ZodType<z.output<(typeof shortMessages)[Kind]>>,
    summary: () => label,
    issues: (config) => shortMessageIssues(kind, config),
    // A version with such a block can't be published: see its problems.
    perform: () => Promise.reject(new Error(channelIssue(channelOf[kind]) ?? "no such channel")),
  });
}

export const sendSms = shortMessage("sendSms", "Send SMS", "Sends a short message to the phone.");
export const sendWebPush = shortMessage(
  "sendWebPush",
  "Send web push",
  "Shows a notification in the contact's browser.",
);
export const sendMobilePush = shortMessage(
  "sendMobilePush",
  "Send mobile push",
  "Shows a notification on the contact's phone.",
);
export const sendInApp = shortMessage(
  "sendInApp",
  "Send in-app message",
  "Shows a message in your app the next time that the contact opens it.",
);
