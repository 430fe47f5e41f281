import type { EmailSettings } from "../../blocks/email-settings.ts";
import type { Facts } from "../../domain/facts.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { FrozenText, Utm, VersionContents } from "../../domain/message-content.ts";
import { chooseLanguage, noLanguage } from "../../domain/message-content.ts";
import type { Templates } from "../../domain/template.ts";

/** What a version knows of its messages. */
export interface Published {
  /** Null: published before contents were kept. */
  contents: VersionContents | null;
  templates: Templates;
}

/** What a message's templates can read. */
export type MessageFactsKnown = Facts & { data: Record<string, unknown>; unsubscribeUrl: string };

/** The parts of a message that say whom it is for and what it knows, before it is rendered. */
export interface Parts {
  known: MessageFactsKnown;
  recipient: { outcome: "address"; address: string } | { outcome: "none"; detail: string };
  content: FrozenText;
  /** Null: its content has one language only. */
  language: string | null;
  utm: Utm;
}

/** @param key the message's, among the version's contents */
export function partsOf(
  published: Published,
  settings: EmailSettings,
  key: string,
  facts: Facts & { unsubscribeUrl: string },
  wantedLanguage?: string,
): Parts {
  const { templates } = published;
  const data = Object.fromEntries(
    Object.entries(settings.data).map(([name, template]) => [
      name,
      templates.value(template, facts),
    ]),
  );
  const known = { ...facts, data };
  const wanted =
    wantedLanguage ??
    (settings.language === undefined
      ? (facts.contact?.language ?? null)
      : templates.render("text", settings.language, known).trim());
  return {
    known,
    recipient: recipientOf(templates, settings, known),
    ...contentOf(published, settings, key, wanted),
  };
}

function recipientOf(
  templates: Templates,
  { to }: EmailSettings,
  known: MessageFactsKnown,
): Parts["recipient"] {
  const given = to === undefined ? known.contact?.email : templates.render("text", to, known);
  const parsed = parseIdentity("email", given ?? null);
  if (parsed.outcome === "identity") {
    return { outcome: "address", address: parsed.identity.value };
  }
  if (parsed.outcome === "invalid") {
    return { outcome: "none", detail: "the recipient is not an e-mail address" };
  }
  const detail =
    to === undefined ? "the contact has no e-mail address" : "the recipient's setting is empty";
  return { outcome: "none", detail };
}

/** The content that the version froze; of versions from before that, the one in the settings. */
function contentOf(
  { contents }: Published,
  settings: EmailSettings,
  key: string,
  wanted: string | null,
): Pick<Parts, "content" | "language" | "utm"> {
  const utm = { ...contents?.utm, ...settings.utm };
  const frozen = contents?.messages[key];
  if (frozen === undefined) {
    const { subject = "", html = "", text = null } = settings;
    return { content: { subject, html, text }, language: null, utm };
  }
  const chosen = chooseLanguage(frozen, wanted);
  const content = frozen.languages[chosen];
  if (content === undefined) throw new Error(`there is no content in "${chosen}"`);
  return { content, language: chosen === noLanguage ? null : chosen, utm };
}
