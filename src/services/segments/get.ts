import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { segmentById } from "../../db/contacts/segments.ts";

export const noSegment = () => new AppError("not_found", "there is no such segment");

export const nameTaken = (name: string) =>
  new AppError("conflict", `there is a segment named "${name}" already`, {
    faults: [{ path: "name", message: "is taken" }],
  });

/** @throws AppError `not_found` */
export async function getSegment(context: ServiceContext, id: string): Promise<SegmentRow> {
  const segment = await segmentById(context.sql, id);
  if (segment === null) throw noSegment();
  return segment;
}
