import type { SegmentsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { addMember, removeMember } from "../../db/contacts/segment-membership.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";

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
