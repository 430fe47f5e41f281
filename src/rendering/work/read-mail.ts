import { LRUCache } from "lru-cache";
import type { RenderedParts } from "../../domain/liquid/value-marks.ts";
import type { MailMarkup } from "./mail-html.ts";
import { MailHtml } from "./mail-html.ts";
import type { MailOutline } from "./mail-outline.ts";
import { outlineOf } from "./mail-outline.ts";
import { OutlinedMail } from "./outlined-mail.ts";
import { requireShallow } from "./output.ts";

/** What is known of an HTML by what its template says: it was seen, can't be outlined, or its outline. */
type Known = { outline: MailOutline | null } | "seen";

/** An outline takes some times its own length. */
const known = new LRUCache<string, Known>({ max: 100, maxSize: 2_000_000 });

/**
 * Reads a mail's HTML. What was read of one with the same pieces between its values is read no more:
 * from the second time on, as most mails of a template are like none before or like the last one.
 */
export function readMail(whole: string, parts: RenderedParts | null): MailMarkup {
  const outline = parts === null ? null : knownOutline(parts);
  return outline === null || parts === null
    ? new MailHtml(requireShallow(whole))
    : new OutlinedMail(outline, parts.values);
}

function knownOutline(parts: RenderedParts): MailOutline | null {
  const key = parts.literals.join("\uFDD0");
  if (key.length === 0) return null;
  const found = known.get(key);
  const size = key.length;
  if (found === undefined) {
    known.set(key, "seen", { size });
    return null;
  }
  if (found !== "seen") return found.outline;
  const outline = outlineOf(parts);
  known.set(key, { outline }, { size });
  return outline;
}

/** The HTML that its parts come to. */
export const wholeOf = ({ literals, values }: RenderedParts): string =>
  literals.map((literal, index) => literal + (values[index] ?? "")).join("");
