import parseAddresses from "email-addresses";
import { parseIdentity } from "./identity.ts";

/** Who an e-mail says it is from, who else gets it, and headers of its author's own: each a template. */
export interface MailFields {
  from?: string;
  replyTo?: string;
  cc?: string;
  bcc?: string;
  headers?: Record<string, string>;
}

export const addressFields = ["from", "replyTo", "cc", "bcc"] as const;
export type AddressField = (typeof addressFields)[number];

export interface Mailbox {
  name: string;
  address: string;
}

/** Rendered and checked. `from` null: the one that is set up. */
export interface MailHeaders {
  from: Mailbox | null;
  replyTo: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  headers: Record<string, string>;
}

export type ParsedMailboxes =
  | { outcome: "mailboxes"; mailboxes: Mailbox[] }
  | { outcome: "invalid"; message: string };

const maxMailboxes = 50;
const example = "Shop <hello@example.com>";

/**
 * The addresses that a field's text names; none where it is blank. `from` takes one, the others
 * several with commas between.
 */
export function parseMailboxes(field: AddressField, text: string): ParsedMailboxes {
  if (text.trim() === "") return { outcome: "mailboxes", mailboxes: [] };
  if (/[\r\n\0]/.test(text)) return invalid(`${shown(text)} has a line break in it`);
  const mailboxes = read(text);
  if (mailboxes === null) {
    return invalid(
      `${shown(text)} can't be read as an address: write ${example}, with quotes around a name that has commas or the like`,
    );
  }
  const [second] = mailboxes.slice(1);
  if (field === "from" && second !== undefined) {
    return invalid(
      `${shown(text)} names several addresses: an e-mail is from one, such as ${example}`,
    );
  }
  if (mailboxes.length > maxMailboxes) return invalid(`names more than ${maxMailboxes} addresses`);
  const wrong = mailboxes.find(({ address }) => !isAddress(address));
  if (wrong !== undefined) {
    return invalid(`${shown(wrong.address)} is not an e-mail address: write ${example}`);
  }
  return { outcome: "mailboxes", mailboxes };
}

const invalid = (message: string): ParsedMailboxes => ({ outcome: "invalid", message });

const shown = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return `“${line.length > 100 ? `${line.slice(0, 100)}…` : line}”`;
};

function read(text: string): Mailbox[] | null {
  const parsed = parseAddresses({ input: text.trim(), rfc6532: true });
  if (parsed === null) return readUnquoted(text);
  return parsed.addresses.flatMap((one) =>
    (one.type === "group" ? one.addresses : [one]).map(({ name, address }) => ({
      name: name ?? "",
      address,
    })),
  );
}

/** `Shop, Inc. <a@example.com>`: what stands before is a name, as there is no second address in it. */
function readUnquoted(text: string): Mailbox[] | null {
  const [, name = "", address = ""] = /^([^<>"]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  if (name.trim() === "" || /\S@\S/.test(name)) return null;
  return isAddress(address.trim()) ? [{ name: name.trim(), address: address.trim() }] : null;
}

/** Whether a text is one address, with or without a name; its host may be any. */
export const isMailbox = (text: string): boolean => read(text)?.length === 1;

/** With a dot in its domain, but for servers at one's own machine. */
const isAddress = (address: string): boolean =>
  parseIdentity("email", address.replace(/@localhost$/i, "@localhost.localdomain")).outcome ===
  "identity";

/** What an author's own headers may not be, as the system writes them or as they name others. */
const reserved =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|list-unsubscribe(?:-post)?|return-path|received(?:-.*)?|delivered-to|resent-.*|dkim-.*|arc-.*|domainkey-.*|authentication-results|bimi-.*)$/;

export const maxHeaders = 20;
export const maxHeaderLength = 2_000;

/** What is wrong with the name of a header, or null. */
export function headerNameProblem(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,75}$/.test(name)) {
    return "a header's name has a letter, then letters, digits and -, 76 at most, such as X-Campaign";
  }
  if (/^(?:from|cc|bcc|reply-to|subject|to)$/i.test(name)) {
    return `${name} has a setting of its own`;
  }
  return reserved.test(name.toLowerCase())
    ? `${name} is written by the system, and can't be set`
    : null;
}

/** A header's value on one line: a line break would begin another header. */
export const headerValue = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  text.replaceAll(/[\s\u0000-\u001f\u007f]+/g, " ").trim();

/** Addresses as a header has them. */
export const written = (mailboxes: readonly Mailbox[]): string =>
  mailboxes
    .map(({ name, address }) => (name === "" ? address : `${quoted(name)} <${address}>`))
    .join(", ");

const quoted = (name: string): string =>
  /^[^"\\,;:<>()@[\].]+$/.test(name) ? name : `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
