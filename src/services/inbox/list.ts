import type { ServiceContext } from "../context.ts";
import type { MailSummary } from "../../contract/api/inbox.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import { mailsBelow } from "../../db/messages/inbox-mails.ts";

/** The mails of the built-in inbox, newest first. */
export async function listMails(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<MailSummary>> {
  const below = after === undefined ? null : decodeIdCursor(after);
  return cutPage(await mailsBelow(context.sql, below, limit + 1), limit, ({ id }) => [id]);
}
