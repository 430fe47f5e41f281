import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import type { Database } from "../../db/core/database.ts";
import { addMembers, removeMembers } from "../../db/contacts/segment-members.ts";
import { lockSegment } from "../../db/contacts/segments.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
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
  db: Database,
  segmentId: string,
  change: "add" | "remove",
  contactIds: readonly string[],
): Promise<MembersChanged> {
  const { stopped, ...result } = await db.tx(async (sql) => {
    const segment = await lockSegment(sql, segmentId);
    if (segment === null) throw noSegment();
    const known = await contactsThatExist(sql, contactIds);
    const write = change === "add" ? addMembers : removeMembers;
    const changed = await write(sql, segmentId, contactIds);
    const when = change === "add" ? "enters" : "leaves";
    return {
      changed: changed.length,
      unknown: contactIds.filter((id) => !known.has(id)),
      stopped: await stopByRule(sql, { kind: "segment", segment, when }, changed),
    };
  });
  if (stopped > 0) await notifyDispatchers(db);
  return result;
}
