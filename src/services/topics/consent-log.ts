import type { z } from "zod";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { consentLogPage } from "../../contract/api/consent.ts";
import { consentLogOf } from "../../db/contacts/consent-log.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";

/** What a contact has said and taken back, newest first. */
export async function listConsentLog(
  context: ServiceContext,
  contactId: string,
  { limit, after }: PageRequest,
): Promise<z.input<typeof consentLogPage>> {
  const behind = after === undefined ? null : numberIn(after);
  const rows = await consentLogOf(context.sql, contactId, limit + 1, behind);
  return cutPage(rows, limit, ({ id }) => [id]);
}

function numberIn(after: string): number {
  const [text = ""] = decodeCursor(after, 1);
  if (!/^\d{1,15}$/.test(text)) throw badCursor();
  return Number(text);
}
