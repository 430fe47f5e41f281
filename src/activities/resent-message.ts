import { validate } from "uuid";
import type { BlockMessage } from "../blocks/message.ts";
import type { Composed } from "../channels/adapter.ts";
import type { SendingChannel } from "../channels/open.ts";
import type { Sql } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { findMessage } from "../db/messages/message-rows.ts";
import { resendMark, resendParam } from "../domain/resend.ts";
import type { Facts } from "../domain/facts.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";

/** A message that goes out again, and how: the block that sends it says neither. */
export interface Resend {
  original: MessageRecord;
  message: BlockMessage;
}

/** Whether a block's message is one that is sent again; why it can't be, in words, where it can't. */
export async function resendOf(
  sql: Sql,
  message: BlockMessage,
  contactId: string,
  facts: () => Promise<Facts>,
): Promise<Resend | string | null> {
  const { settings } = message;
  if (!(resendMark in settings.data)) return null;
  const id = (await facts()).event.params[resendParam];
  const original = typeof id === "string" && validate(id) ? await findMessage(sql, id) : undefined;
  // Nobody gets what was written to somebody else, whoever has sent the event.
  if (original?.contactId !== contactId) return sayMessage("noSuchMessage");
  if (original.recipient === "") return sayMessage("contactErased");
  if (original.contentGone) return sayMessage("contentGone");
  const { transactional, topic } = original;
  const { topic: _, ...own } = settings;
  const asItWas = { ...own, transactional, ...(topic !== null && { topic }) };
  return { original, message: { ...message, settings: asItWas } };
}

/** The same message, to be kept anew: what is done with it counts as the new one's. */
export async function composeAgain(
  { copies }: Pick<SendingChannel, "copies">,
  links: LinkSigner,
  id: string,
  original: MessageRecord,
  mayCopyTo: (address: string) => Promise<boolean>,
): Promise<Composed> {
  const refused = new Set<string>();
  for (const address of copies?.of(original.content) ?? []) {
    if (!(await mayCopyTo(address))) refused.add(address);
  }
  const content =
    copies === undefined || refused.size === 0
      ? original.content
      : copies.without(original.content, refused);
  const { recipient, sender, title, language } = original;
  return {
    outcome: "composed",
    recipient,
    sender,
    title,
    content: relinked(links, content, original, id),
    links: original.links,
    language,
  };
}

/** A content whose signed addresses name another message than the one that it was composed for. */
function relinked(
  signer: LinkSigner,
  content: unknown,
  { id: from, links }: Pick<MessageRecord, "id" | "links">,
  to: string,
): unknown {
  const tracked = (messageId: string, index: number, url: string): string =>
    // The address behind the token is written in the content's own way.
    signer.trackedUrl({ messageId, index }, url).split("?")[0] ?? "";
  const pairs: [string, string][] = [
    [signer.openUrl(from), signer.openUrl(to)],
    [signer.unsubscribeUrl(from), signer.unsubscribeUrl(to)],
    [signer.reportUrl(from), signer.reportUrl(to)],
    ...links.map(({ url }, index): [string, string] => [
      tracked(from, index, url),
      tracked(to, index, url),
    ]),
  ];
  const inText = (text: string): string =>
    pairs.reduce((changed, [before, after]) => changed.replaceAll(before, after), text);
  const inValue = (value: unknown): unknown => {
    if (typeof value === "string") return inText(value);
    if (Array.isArray(value)) return value.map(inValue);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inValue(one)]));
  };
  return inValue(content);
}
