import type { MailFields, MailHeaders } from "../../domain/mail-fields.ts";
import { addressFields, headerValue, parseMailboxes } from "../../domain/mail-fields.ts";
import { workingOn } from "./place.ts";

/**
 * An e-mail's sender, further recipients and headers. A header that comes to nothing is left out; of
 * an address that is none, the reason is told.
 */
export function renderMailHeaders(
  { headers = {}, ...addresses }: MailFields,
  render: (template: string) => string,
): { mail: MailHeaders; refused: string | null } {
  const mail: MailHeaders = { from: null, replyTo: [], cc: [], bcc: [], headers: {} };
  let refused: string | null = null;
  for (const field of addressFields) {
    workingOn(field);
    // On one line, as a header is: what is left of a second one is no address.
    const parsed = parseMailboxes(field, headerValue(render(addresses[field] ?? "")));
    if (parsed.outcome === "invalid") refused ??= `${field}: ${parsed.message}`;
    else if (field === "from") mail.from = parsed.mailboxes[0] ?? null;
    else mail[field] = parsed.mailboxes;
  }
  for (const [name, template] of Object.entries(headers)) {
    workingOn(`headers.${name}`);
    const value = headerValue(render(template));
    if (value !== "") mail.headers[name] = value;
  }
  return { mail, refused };
}
