import type { SegmentDay } from "../../db/contacts/segment-days.ts";
import { addUpMoves, movesAtOnce, segmentDays } from "../../db/contacts/segment-days.ts";
import type { Sql } from "../../db/core/database.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import type { ServiceContext } from "../context.ts";
import { getSegment } from "./segments.ts";

/** How many came and went on each of the last days. @throws AppError `not_found` */
export async function segmentHistory(
  context: ServiceContext,
  id: string,
  days: number,
): Promise<{ days: SegmentDay[] }> {
  await getSegment(context, id);
  const { timeZone } = await findWorkspace(context.sql);
  return { days: await segmentDays(context.sql, id, { days, timeZone }) };
}

/** Adds up the moves that were noted one by one. */
export async function sweepMoves(sql: Sql): Promise<void> {
  const { timeZone } = await findWorkspace(sql);
  while ((await addUpMoves(sql, timeZone)) === movesAtOnce) {
    // The next ones.
  }
}
