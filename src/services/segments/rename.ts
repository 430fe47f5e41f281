import type { ServiceContext } from "../context.ts";
import { isUniqueViolation } from "../../db/core/database-errors.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { lockSegment, renameSegment as write } from "../../db/contacts/segments.ts";
import { getSegment, nameTaken, noSegment } from "./get.ts";
import { requireUnused } from "./require-unused.ts";

/** @throws AppError `not_found`; `conflict` when the name is taken or a workflow names the segment */
export async function renameSegment(
  context: ServiceContext,
  id: string,
  name: string,
): Promise<SegmentRow> {
  try {
    return await context.transaction(async (context) => {
      const before = await lockSegment(context.sql, id);
      if (before === null) throw noSegment();
      if (before !== name) {
        await requireUnused(context, before);
        await write(context.sql, id, name);
      }
      return getSegment(context, id);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name) : error;
  }
}
