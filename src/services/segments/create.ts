import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { insertSegment } from "../../db/contacts/segments.ts";
import { getSegment, nameTaken } from "./get.ts";

/** @throws AppError `conflict` when the name is taken */
export async function createSegment(context: ServiceContext, name: string): Promise<SegmentRow> {
  const id = v7();
  if (!(await insertSegment(context.sql, id, name))) throw nameTaken(name);
  return getSegment(context, id);
}
