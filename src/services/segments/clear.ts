import type { ServiceContext } from "../context.ts";
import { membersBehind } from "../../db/contacts/segment-pages.ts";
import { changeMembers } from "./change-members.ts";
import { getSegment } from "./get.ts";

const batchSize = 500;

/**
 * Takes everybody out of a segment, page by page. Who joins meanwhile may stay.
 * @returns how many left
 * @throws AppError `not_found`
 */
export async function clearSegment(context: ServiceContext, segmentId: string): Promise<number> {
  await getSegment(context, segmentId);
  let left = 0;
  let cursor: string | null = null;
  for (;;) {
    const page = await membersBehind(context.sql, segmentId, cursor, batchSize);
    const last = page.at(-1);
    if (last === undefined) return left;
    left += (await changeMembers(context, segmentId, "remove", page)).changed;
    cursor = last;
  }
}
