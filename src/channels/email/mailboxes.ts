import type { Mailbox } from "../../domain/mail-fields.ts";
import { parseMailboxes } from "../../domain/mail-fields.ts";
import type { OutgoingEmail } from "./mail.ts";

/** The addresses of a field as providers are given them one by one. */
export function mailboxesIn(text: string | undefined): Mailbox[] {
  const parsed = parseMailboxes("cc", text ?? "");
  return parsed.outcome === "mailboxes" ? parsed.mailboxes : [];
}

/** Everybody who gets an e-mail, by their addresses alone. */
export function recipientsOf({ to, cc, bcc }: OutgoingEmail): string[] {
  const copies = [...mailboxesIn(cc), ...mailboxesIn(bcc)].map(({ address }) => address);
  return [...new Set([to, ...copies])];
}

/** What mails carry our id by, where a provider has room for a value of ours. */
export const idName = "campanile_message";
