/** What messages say, from what their author wrote to what a version keeps. */

/** One language's content as its author wrote it. */
export interface ContentText {
  subject?: string;
  html?: string;
  mjml?: string;
  text?: string;
}

/** What templates are written in: Liquid, or Velocity for those of accounts that moved here. */
export const templateEngines = ["liquid", "velocity"] as const;
export type TemplateEngine = (typeof templateEngines)[number];

/** Content as a block or a stored template holds it: one, or one for each language. */
export interface ContentSource extends ContentText {
  /** The template language of all its texts; Liquid where it is absent. */
  engine?: TemplateEngine;
  languages?: Record<string, ContentText>;
  /** The language of those without a content of their own, and of the content outside `languages`. */
  defaultLanguage?: string;
}

/** Compiled: Liquid (or Velocity) alone. `text` null: made from the HTML. */
export interface FrozenText {
  subject: string;
  html: string;
  text: string | null;
  /** Absent: Liquid. */
  engine?: "velocity";
}

export interface FrozenContent {
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

/** By language. The content outside of `languages` is that of the default language. */
export function textsByLanguage(source: ContentSource): {
  defaultLanguage: string;
  languages: Record<string, ContentText>;
} {
  const { languages = {}, defaultLanguage, ...outside } = source;
  const hasOutside = [outside.html, outside.mjml].some((part) => (part ?? "").trim() !== "");
  const fallback = defaultLanguage ?? noLanguage;
  const { subject, html, mjml, text } = outside;
  return {
    defaultLanguage: fallback,
    languages: { ...languages, ...(hasOutside && { [fallback]: { subject, html, mjml, text } }) },
  };
}

const tagOf = (language: string): string => language.trim().toLowerCase().replaceAll("_", "-");

/** The exact language, else its base (`en` for `en-GB`), else the default. */
export function chooseLanguage(
  content: { defaultLanguage: string; languages: Record<string, unknown> },
  wanted: string | null,
): string {
  const known = new Map(Object.keys(content.languages).map((name) => [tagOf(name), name]));
  const tag = tagOf(wanted ?? "");
  const [base = ""] = tag.split("-");
  return known.get(tag) ?? known.get(base) ?? content.defaultLanguage;
}
