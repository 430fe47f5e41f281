import type { BroadcastUsingSegment } from "../../db/contacts/segment-uses.ts";
import { broadcastsTo } from "../../db/contacts/segment-uses.ts";
import type { ServiceContext } from "../context.ts";
import type { UsingSegment, UsingWorkflow } from "./naming.ts";
import { segmentsAskingFor, workflowsNaming } from "./naming.ts";
import { getSegment } from "./segments.ts";

const shownBroadcasts = 20;

/** Where a segment is named, and what went to it lately. @throws AppError `not_found` */
export async function segmentUses(
  context: ServiceContext,
  id: string,
): Promise<{
  workflows: UsingWorkflow[];
  segments: UsingSegment[];
  broadcasts: BroadcastUsingSegment[];
}> {
  const { name } = await getSegment(context, id);
  return {
    workflows: await workflowsNaming(context.sql, name),
    segments: await segmentsAskingFor(context.sql, name),
    broadcasts: await broadcastsTo(context.sql, id, shownBroadcasts),
  };
}
