import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { MemberRow } from "../../db/contacts/segment-members.ts";
import { listMembers as rowsOf } from "../../db/contacts/segment-members.ts";
import { getSegment } from "./get.ts";

/** @throws AppError `not_found` */
export async function listMembers(
  context: ServiceContext,
  segmentId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<MemberRow>> {
  await getSegment(context, segmentId);
  const from = after === undefined ? null : decodeIdCursor(after);
  const rows = await rowsOf(context.sql, segmentId, limit + 1, from);
  return cutPage(rows, limit, ({ contactId }) => [contactId]);
}
