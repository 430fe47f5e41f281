import { codeOf, isForGood } from "./bounce-code.ts";
import type { HeaderFields } from "./header-fields.ts";
import { fieldGroups } from "./header-fields.ts";
import type { MailFinding } from "./mail-report.ts";
import { inOneLine } from "./mail-report.ts";

/** The findings of a `message/delivery-status` (RFC 3464): one for each recipient of which it decides. */
export function deliveryFindings(text: string): MailFinding[] {
  return fieldGroups(text).flatMap(findingOf);
}

function findingOf(fields: HeaderFields): MailFinding[] {
  const kind = kindOf(fields);
  if (kind === null) return [];
  const words = inOneLine((fields.get("diagnostic-code") ?? "").replace(/^[\w-]{1,40}\s*;/, ""));
  const code = codeOf(fields.get("status") ?? null, words);
  const addresses = ["original-recipient", "final-recipient"].flatMap((name) =>
    addressIn(fields.get(name)),
  );
  const permanent = kind === "bounced" && isForGood(code, words);
  return [{ kind, addresses: [...new Set(addresses)], permanent, code, words }];
}

/** Delayed, relayed and expanded mails may still arrive. */
function kindOf(fields: HeaderFields): "bounced" | "delivered" | null {
  const [action = ""] = /^[a-z]+/i.exec(fields.get("action") ?? "") ?? [];
  if (action.toLowerCase() === "failed") return "bounced";
  if (action.toLowerCase() === "delivered") return "delivered";
  const isSilent = action === "" && fields.has("final-recipient");
  return isSilent && fields.get("status")?.startsWith("5.") === true ? "bounced" : null;
}

/** `rfc822; ada@example.com`, where some write `<ada@example.com>`. */
function addressIn(field: string | undefined): string[] {
  if (field === undefined) return [];
  const value = field.slice(field.indexOf(";") + 1).trim();
  const [, plain = ""] = /^<?([^<>\s]+@[^<>\s]+?)>?$/.exec(value) ?? [];
  return plain === "" ? [] : [withoutXtext(plain)];
}

/** RFC 3461: `+2B` for a plus sign. */
function withoutXtext(text: string): string {
  return text.replaceAll(/\+([\dA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
