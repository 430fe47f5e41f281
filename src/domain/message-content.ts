import { lookUpLanguage } from "./language-tag.ts";
import type { MailFields } from "./mail-fields.ts";

/** What messages say, from what their author wrote to what a version keeps. */

/** One language's content as its author wrote it: the parts that messages of its channel have. */
export interface ContentText {
  subject?: string;
  html?: string;
  mjml?: string;
  text?: string;
  title?: string;
  url?: string;
  image?: string;
  icon?: string;
  /** What the button says; in chats, that leads to `url`. */
  button?: string;
  buttonUrl?: string;
  button2?: string;
  button2Url?: string;
  /** Answers to be chosen from, one a line. */
  replies?: string;
  /** What the places of an approved template hold, one a line. */
  parameters?: string;
}

/** What templates are written in: Liquid, or Velocity for those of accounts that moved here. */
export const templateEngines = ["liquid", "velocity"] as const;
export type TemplateEngine = (typeof templateEngines)[number];

/** Content as a block or a stored template holds it: one, or one for each language. */
export interface ContentSource extends ContentText, MailFields {
  /** The template language of all its texts; Liquid where it is absent. */
  engine?: TemplateEngine;
  languages?: Record<string, ContentText>;
  /** The language of those without a content of their own, and of the content outside `languages`. */
  defaultLanguage?: string;
}

/** Compiled: parts that are Liquid (or Velocity) alone. Null: made from another part. */
export interface FrozenText {
  /** Absent: Liquid. */
  engine?: "velocity";
  [part: string]: string | null | undefined;
}

/** An e-mail's. `text` null: made from the HTML. */
export interface FrozenEmail extends FrozenText {
  subject: string;
  html: string;
  text: string | null;
}

/** The Liquid of all parts. What Velocity reads is not looked at: it names things in ways of its own. */
export function liquidParts({ engine, ...parts }: FrozenText): string[] {
  if (engine === "velocity") return [];
  return Object.values(parts).filter((part) => typeof part === "string");
}

/** The same of what an e-mail's fields say. */
export function liquidOfFields(mail: MailFields = {}, engine?: TemplateEngine): string[] {
  if (engine === "velocity") return [];
  const { headers = {}, ...addresses } = mail;
  return [...Object.values(addresses), ...Object.values(headers)];
}

export interface FrozenContent {
  /** An e-mail's, in the language of its content; absent: it says none. */
  mail?: MailFields;
  defaultLanguage: string;
  languages: Record<string, FrozenText>;
}

/** Query parameters that links get for the statistics of a web site; each is a Liquid template. */
export interface Utm {
  source?: string;
  medium?: string;
  campaign?: string;
  content?: string;
}

export interface TemplatePartial {
  html: string;
  /** The template for subjects and plain parts; null where it is the same as for HTML. */
  text: string | null;
}

/** What all messages of a version say. */
export interface VersionContents {
  /** A hash of all that it was made from. */
  fingerprint: string;
  /** By `contentKey`. */
  messages: Record<string, FrozenContent>;
  partials: Record<string, TemplatePartial>;
  utm: Utm;
}

/** A block has one message, or several by their place in a list. */
export function contentKey(blockId: string, slot?: number): string {
  return slot === undefined ? blockId : `${blockId}/${slot}`;
}

/** The name of the only language of a content that says none. */
export const noLanguage = "default";

/**
 * By language. The content outside of `languages` is that of the default language.
 *
 * @param body the parts of which one at least makes a content
 */
export function textsByLanguage(
  source: ContentSource,
  body: readonly (keyof ContentText)[] = ["html", "mjml"],
): {
  defaultLanguage: string;
  languages: Record<string, ContentText>;
} {
  const { languages = {}, defaultLanguage, subject, html, mjml, text, title, url, image } = source;
  const { icon, button, buttonUrl, button2, button2Url, replies, parameters } = source;
  const buttons = { icon, button, buttonUrl, button2, button2Url, replies, parameters };
  const outside = { subject, html, mjml, text, title, url, image, ...buttons };
  const hasOutside = body.some((part) => (outside[part] ?? "").trim() !== "");
  const fallback = defaultLanguage ?? noLanguage;
  return {
    defaultLanguage: fallback,
    languages: { ...languages, ...(hasOutside && { [fallback]: outside }) },
  };
}

/** The language that a content has for a wanted one, by RFC 4647's lookup; else its default. */
export function chooseLanguage(
  content: { defaultLanguage: string; languages: Record<string, unknown> },
  wanted: string | null,
): string {
  return lookUpLanguage(wanted ?? "", Object.keys(content.languages)) ?? content.defaultLanguage;
}
