import { contactsThatExist } from "../../db/contact-identities.ts";
import type { Database } from "../../db/database.ts";
import { addMembers, removeMembers } from "../../db/segment-members.ts";
import { lockSegment } from "../../db/segments.ts";
import { noSegment } from "./get.ts";

export interface MembersChanged {
  /** How many were added or removed; the others were in (or out) already. */
  changed: number;
  /** Ids of no contact. */
  unknown: string[];
}

/** @throws AppError `not_found` */
export async function changeMembers(
  db: Database,
  segmentId: string,
  change: "add" | "remove",
  contactIds: readonly string[],
): Promise<MembersChanged> {
  return db.tx(async (sql) => {
    if ((await lockSegment(sql, segmentId)) === null) throw noSegment();
    const known = await contactsThatExist(sql, contactIds);
    const write = change === "add" ? addMembers : removeMembers;
    return {
      changed: await write(sql, segmentId, contactIds),
      unknown: contactIds.filter((id) => !known.has(id)),
    };
  });
}
