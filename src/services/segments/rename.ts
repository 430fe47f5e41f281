import type { Database } from "../../db/core/database.ts";
import { isUniqueViolation } from "../../db/core/constraint-violation.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { lockSegment, renameSegment as write } from "../../db/contacts/segments.ts";
import { getSegment, nameTaken, noSegment } from "./get.ts";
import { requireUnused } from "./require-unused.ts";

/** @throws AppError `not_found`; `conflict` when the name is taken or a workflow names the segment */
export async function renameSegment(db: Database, id: string, name: string): Promise<SegmentRow> {
  try {
    return await db.tx(async (sql) => {
      const before = await lockSegment(sql, id);
      if (before === null) throw noSegment();
      if (before !== name) {
        await requireUnused(sql, before);
        await write(sql, id, name);
      }
      return getSegment(sql, id);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name) : error;
  }
}
