import type { Facts } from "../../domain/facts.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { FrozenText } from "../../domain/message-content.ts";
import { chooseLanguage, noLanguage } from "../../domain/message-content.ts";
import type { Templates } from "../../domain/template.ts";
import type { EmailInput, EmailRecipient } from "../jobs.ts";
import { workingOn } from "./place.ts";

/** What a message's templates can read. */
export type MessageFactsKnown = Facts & { data: Record<string, unknown>; unsubscribeUrl: string };

/** The parts of a message that say whom it is for and what it knows, before it is rendered. */
export interface Parts {
  known: MessageFactsKnown;
  recipient: EmailRecipient;
  content: FrozenText;
  /** Null: its content has one language only. */
  language: string | null;
}

export function partsOf(templates: Templates, input: EmailInput): Parts {
  const { settings, facts } = input;
  const data: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(settings.data)) {
    workingOn(`data.${name}`);
    data[name] = templates.value(template, facts);
  }
  const known = { ...facts, data };
  workingOn("language");
  const wanted =
    input.language ??
    (settings.language === undefined
      ? (facts.contact?.language ?? null)
      : templates.render("text", settings.language, known).trim());
  workingOn("to");
  const recipient = recipientOf(templates, settings, known);
  return { known, recipient, ...contentOf(input, wanted) };
}

function recipientOf(
  templates: Templates,
  { to }: EmailInput["settings"],
  known: MessageFactsKnown,
): EmailRecipient {
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
  { content: frozen, settings }: EmailInput,
  wanted: string | null,
): Pick<Parts, "content" | "language"> {
  if (frozen === null) {
    const { subject = "", html = "", text = null } = settings;
    return { content: { subject, html, text }, language: null };
  }
  const chosen = chooseLanguage(frozen, wanted);
  const content = frozen.languages[chosen];
  if (content === undefined) throw new Error(`there is no content in "${chosen}"`);
  return { content, language: chosen === noLanguage ? null : chosen };
}
