import type { Sql } from "../../db/core/database.ts";
import { ensureSegments, joinByName, leaveByName } from "../../db/contacts/segment-joins.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";

interface Membership {
  contactId: string;
  segment: string;
}

/**
 * Makes contacts members of segments by name (made where missing), and stops the runs that a rule
 * ends by it.
 * @returns whether runs were stopped: the dispatcher is to be told after the commit
 */
export async function joinSegments(sql: Sql, memberships: readonly Membership[]): Promise<boolean> {
  if (memberships.length === 0) return false;
  await ensureSegments(
    sql,
    memberships.map(({ segment }) => segment),
  );
  return stopped(sql, "enters", await joinByName(sql, memberships));
}

/** The other way round; segments of other names are none of theirs. */
export async function leaveSegments(
  sql: Sql,
  contactIds: readonly string[],
  segments: readonly string[],
): Promise<boolean> {
  if (segments.length === 0 || contactIds.length === 0) return false;
  return stopped(sql, "leaves", await leaveByName(sql, contactIds, segments));
}

async function stopped(
  sql: Sql,
  when: "enters" | "leaves",
  changed: readonly Membership[],
): Promise<boolean> {
  let runs = 0;
  for (const segment of [...new Set(changed.map((each) => each.segment))].toSorted()) {
    const whose = changed.filter((each) => each.segment === segment);
    const ids = whose.map(({ contactId }) => contactId);
    runs += await stopByRule(sql, { kind: "segment", segment, when }, ids);
  }
  return runs > 0;
}
