import type { SegmentsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/database.ts";
import type { RunRecord } from "../../db/run-rows.ts";
import { addMember, removeMember } from "../../db/segment-membership.ts";

export function segmentsCapability(sql: Sql, run: RunRecord): SegmentsCapability {
  return {
    add: (name) => addMember(sql, name, run.contactId),
    remove: (name) => removeMember(sql, name, run.contactId),
  };
}
