import type { SegmentsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import { markContacts } from "../../db/segment-rules/rows.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { addMember, removeMember } from "../../db/contacts/segment-membership.ts";
import { tellMoves } from "../../services/segments/moves.ts";

export function segmentsCapability(sql: Sql, run: RunRecord): SegmentsCapability {
  return {
    add: (segment) => changed(sql, { segment, when: "enters" }, run),
    remove: (segment) => changed(sql, { segment, when: "leaves" }, run),
  };
}

/** Changes a membership, and tells of it. */
async function changed(
  sql: Sql,
  { segment, when }: { segment: string; when: "enters" | "leaves" },
  { contactId, hops }: RunRecord,
): Promise<boolean | "by rule"> {
  const write = when === "enters" ? addMember : removeMember;
  const change = await write(sql, segment, contactId);
  if (change.outcome !== "changed") return change.outcome === "by rule" ? "by rule" : false;
  const { segmentId } = change;
  const move = { contactId, segmentId, segment, entered: when === "enters", hops: hops + 1 };
  await tellMoves(sql, [move]);
  await markContacts(sql, [{ contactId, what: `segment:${segmentId}`, hops: move.hops }]);
  return true;
}
