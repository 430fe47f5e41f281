import { fieldGroups } from "./header-fields.ts";
import type { MailFinding } from "./mail-report.ts";
import { inOneLine } from "./mail-report.ts";

/** Of the types of RFC 5965 and its registry. "not-spam", "virus", "auth-failure" and "other" accuse nobody. */
const kinds: Record<string, MailFinding["kind"]> = {
  abuse: "complained",
  fraud: "complained",
  "opt-out": "unsubscribed",
};

/** The finding of a `message/feedback-report` (ARF). */
export function feedbackFindings(text: string): MailFinding[] {
  const all = fieldGroups(text);
  const value = (name: string): string | null =>
    all.map((fields) => fields.get(name)).find((found) => found !== undefined) ?? null;
  const type = (value("feedback-type") ?? "").toLowerCase();
  if (!Object.hasOwn(kinds, type)) return [];
  const kind = kinds[type];
  if (kind === undefined) return [];
  const addresses = [value("original-rcpt-to"), value("removal-recipient")].flatMap((written) => {
    const [, address] = /(?:^|[<;\s])([^<>\s;@]+@[^<>\s;@]+)>?$/.exec(written ?? "") ?? [];
    return address ?? [];
  });
  const words = inOneLine([type, value("user-agent") ?? ""].join(" "));
  return [{ kind, addresses: [...new Set(addresses)], permanent: false, code: null, words }];
}
