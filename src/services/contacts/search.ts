import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { ContactFilter } from "../../db/contacts/contact-search.ts";
import { findContacts } from "../../db/contacts/contact-search.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";

/** The contacts that meet all of a filter, newest first. */
export async function searchContacts(
  context: ServiceContext,
  { limit, after, ...filter }: ContactFilter & { limit: number; after?: string | undefined },
): Promise<Page<ContactRow>> {
  const from = after === undefined ? null : decodeIdCursor(after);
  return cutPage(await findContacts(context.sql, filter, limit + 1, from), limit, ({ id }) => [id]);
}
