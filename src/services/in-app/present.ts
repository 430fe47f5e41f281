import type { InAppContent } from "../../channels/in-app/adapter.ts";
import type { PresentedInApp } from "../../contract/api/in-app.ts";
import type { InAppRow } from "../../db/contacts/in-app-messages.ts";

/** Schemes that make a page do something, in place of leading to another. */
const harmful = /^(?:javascript|data|vbscript|blob|file|about):/i;
/** An address of the web or of an app, or a path of the site itself. */
const leading = /^(?:[a-z][a-z0-9+.-]*:|\/(?!\/))/i;

/** A message as pages and apps get it: nothing in it runs. */
export function presentInApp(row: InAppRow): PresentedInApp {
  const { id, tag, isPinned, createdAt, expiresAt, seenAt, readAt, archivedAt } = row;
  const content = row.content as InAppContent;
  const { title, text, format = "text", button } = content;
  const url = safeUrl(content.url);
  const image = safeUrl(content.image);
  return {
    id,
    title: title?.trim() ?? "",
    text: text?.trim() ?? "",
    format,
    url,
    button: url === null ? null : filled(button),
    image: image !== null && /^(?:https?:|\/)/i.test(image) ? image : null,
    tag,
    pinned: isPinned,
    createdAt,
    expiresAt,
    seen: seenAt !== null,
    read: readAt !== null,
    archived: archivedAt !== null,
  };
}

/** @returns null where it leads nowhere, or where it would run something */
function safeUrl(written: string | undefined): string | null {
  const url = filled(written);
  // Browsers leave control characters out before they look at the scheme.
  if (url === null || /\p{Cc}/u.test(url)) return null;
  return leading.test(url) && !harmful.test(url) ? url : null;
}

function filled(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}
