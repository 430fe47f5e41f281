import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import { addMembers, removeMembers } from "../../db/contacts/segment-members.ts";
import { lockSegment } from "../../db/contacts/segments.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";
import { noSegment } from "./get.ts";

export interface MembersChanged {
  /** How many were added or removed; the others were in (or out) already. */
  changed: number;
  /** Ids of no contact. */
  unknown: string[];
}

/**
 * Changes who is in a segment, and stops the runs that a rule of their workflow ends by it.
 * @throws AppError `not_found`
 */
export async function changeMembers(
  context: ServiceContext,
  segmentId: string,
  change: "add" | "remove",
  contactIds: readonly string[],
): Promise<MembersChanged> {
  return context.transaction(async (context) => {
    const segment = await lockSegment(context.sql, segmentId);
    if (segment === null) throw noSegment();
    const known = await contactsThatExist(context.sql, contactIds);
    const write = change === "add" ? addMembers : removeMembers;
    const changed = await write(context.sql, segmentId, contactIds);
    const when = change === "add" ? "enters" : "leaves";
    const rule = { kind: "segment", segment, when } as const;
    if ((await stopByRule(context.sql, rule, changed)) > 0) {
      await context.afterCommit(notifyDispatchers);
    }
    return { changed: changed.length, unknown: contactIds.filter((id) => !known.has(id)) };
  });
}
