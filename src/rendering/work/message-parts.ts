import type { MessageLinks } from "../jobs.ts";
import type { Facts } from "../../domain/facts.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { FrozenText } from "../../domain/message-content.ts";
import { chooseLanguage, noLanguage } from "../../domain/message-content.ts";
import { ownAddress } from "../../domain/own-address.ts";
import type { Templates } from "../../domain/template.ts";
import type { AddressNeed } from "../../domain/address-need.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { MessageInput, MessageRecipient } from "../jobs.ts";
import { workingOn } from "./place.ts";

/** What a message's templates can read. */
export type MessageFactsKnown = Facts & MessageLinks & { data: Record<string, unknown> };

/** The parts of a message that say whom it is for and what it knows, before it is rendered. */
export interface MessageParts {
  known: MessageFactsKnown;
  recipient: MessageRecipient;
  /** Null: it stands in the settings, as its version was published before contents were kept. */
  content: FrozenText | null;
  /** Null: its content has one language only. */
  language: string | null;
}

export function partsOf(
  templates: Templates,
  input: MessageInput,
  need: AddressNeed,
): MessageParts {
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
      ? (facts.contact?.language ?? facts.workspace.language)
      : templates.render("text", settings.language, known).trim());
  workingOn("to");
  const recipient = recipientOf(templates, settings, known, need);
  return { known, recipient, ...contentOf(input, wanted) };
}

function recipientOf(
  templates: Templates,
  { to }: MessageInput["settings"],
  known: MessageFactsKnown,
  need: AddressNeed,
): MessageRecipient {
  const { identity, reaches, absent, invalid } = need;
  if (reaches !== undefined) {
    const { contact } = known;
    return contact === null || contact === undefined
      ? { outcome: "none", detail: absent }
      : { outcome: "address", address: contact.id };
  }
  const given =
    to === undefined ? ownAddress(known.contact, need) : templates.render("text", to, known);
  const parsed = parseIdentity(identity ?? "contactKey", given ?? null);
  if (parsed.outcome === "identity") {
    return { outcome: "address", address: parsed.identity.value };
  }
  if (parsed.outcome === "invalid") return { outcome: "none", detail: invalid };
  const detail = to === undefined ? absent : sayMessage("emptyRecipient");
  return { outcome: "none", detail };
}

function contentOf(
  { content: frozen }: MessageInput,
  wanted: string | null,
): Pick<MessageParts, "content" | "language"> {
  if (frozen === null) return { content: null, language: null };
  const chosen = chooseLanguage(frozen, wanted);
  const content = frozen.languages[chosen];
  if (content === undefined) throw new Error(`there is no content in "${chosen}"`);
  return { content, language: chosen === noLanguage ? null : chosen };
}
