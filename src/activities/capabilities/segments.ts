import type { SegmentsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/database.ts";
import type { RunRecord } from "../../db/run-rows.ts";
import { addMember, removeMember } from "../../db/segment-membership.ts";
import { stopByRule } from "../../db/stop-rules.ts";

export function segmentsCapability(sql: Sql, run: RunRecord): SegmentsCapability {
  return {
    add: (segment) => changed(sql, { segment, when: "enters" }, run),
    remove: (segment) => changed(sql, { segment, when: "leaves" }, run),
  };
}

/** Changes a membership, and stops the contact's runs that a rule of their workflow ends by it. */
async function changed(
  sql: Sql,
  { segment, when }: { segment: string; when: "enters" | "leaves" },
  { contactId }: RunRecord,
): Promise<boolean> {
  const write = when === "enters" ? addMember : removeMember;
  if (!(await write(sql, segment, contactId))) return false;
  await stopByRule(sql, { kind: "segment", segment, when }, [contactId]);
  return true;
}
