import { v7 } from "uuid";
import type { Sql } from "../../db/core/database.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { insertSegment } from "../../db/contacts/segments.ts";
import { getSegment, nameTaken } from "./get.ts";

/** @throws AppError `conflict` when the name is taken */
export async function createSegment(sql: Sql, name: string): Promise<SegmentRow> {
  const id = v7();
  if (!(await insertSegment(sql, id, name))) throw nameTaken(name);
  return getSegment(sql, id);
}
