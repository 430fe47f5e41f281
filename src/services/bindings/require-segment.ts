import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { lockSegmentByName } from "../../db/contacts/segments-by-name.ts";
import type { ForEachMember } from "../../domain/binding.ts";

/**
 * The segment that a start names must exist; while it is named it can't be renamed or deleted.
 * @throws AppError `invalid`
 */
export async function requireSegment(
  context: ServiceContext,
  forEach: ForEachMember | null,
): Promise<void> {
  if (forEach === null || !("segment" in forEach)) return;
  if ((await lockSegmentByName(context.sql, forEach.segment)) !== undefined) return;
  throw new AppError("invalid", `there is no segment "${forEach.segment}"`, {
    faults: [{ path: "segment", message: "must be the name of a segment" }],
  });
}
