import { toASCII, toUnicode } from "tr46";
import { plainAddress } from "./visible-text.ts";

// What every mail server agrees on: no blanks, brackets or quotes, and dots between something only.
const localForm = /^[^\s@<>(),;:"\\[\].]+(\.[^\s@<>(),;:"\\[\].]+)*$/;
const labelForm = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const maxLocalLength = 64;

/**
 * An e-mail address in the one form in which it is kept and found: in lower case, composed, without
 * invisible marks, and its domain in ASCII, as mail servers know it. Null: it is none.
 */
export function keptEmail(text: string): string | null {
  const address = plainAddress(text).toLowerCase().normalize("NFC");
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  if (local.length > maxLocalLength || !localForm.test(local)) return null;
  return domain === null ? null : `${local}@${domain}`;
}

function asciiDomain(domain: string): string | null {
  const isPlain = !/[^\u0020-\u007E]/.test(domain) && !domain.includes("xn--");
  const ascii = isPlain ? domain : toASCII(domain, { checkBidi: true, checkJoiners: true });
  const labels = ascii?.split(".") ?? [];
  const isDomain = labels.length > 1 && labels.every((label) => labelForm.test(label));
  return isDomain && !/^\d+$/.test(labels.at(-1) ?? "") ? ascii : null;
}

/** An address in its kept form, and as people write it: texts of others may hold either. */
export function writtenEmails(address: string): string[] {
  const at = address.lastIndexOf("@");
  const { domain } = toUnicode(address.slice(at + 1));
  return [...new Set([address, `${address.slice(0, at)}@${domain}`])];
}

/** How an address begins in its kept form, for a search: somebody may still be typing its domain. */
export function beginningOfEmail(text: string): string {
  const whole = keptEmail(text);
  if (whole !== null) return whole;
  const typed = plainAddress(text).toLowerCase();
  const [local = "", domain] = typed.split("@", 2);
  // Half a name of other letters has no form in ASCII yet: all such domains begin like this.
  return domain !== undefined && /[^\u0020-\u007E]/.test(domain) ? `${local}@xn--` : typed;
}
