import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { ensureSegments, joinByName, leaveByName } from "../../db/contacts/segment-joins.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";

interface Membership {
  contactId: string;
  segment: string;
}

/**
 * Makes contacts members of segments by name (made where missing), and stops the runs that a rule
 * ends by it.
 */
export async function joinSegments(
  context: ServiceContext,
  memberships: readonly Membership[],
): Promise<void> {
  if (memberships.length === 0) return;
  await ensureSegments(
    context.sql,
    memberships.map(({ segment }) => segment),
  );
  await stopMatching(context, "enters", await joinByName(context.sql, memberships));
}

/** The other way round; segments of other names are none of theirs. */
export async function leaveSegments(
  context: ServiceContext,
  contactIds: readonly string[],
  segments: readonly string[],
): Promise<void> {
  if (segments.length === 0 || contactIds.length === 0) return;
  await stopMatching(context, "leaves", await leaveByName(context.sql, contactIds, segments));
}

async function stopMatching(
  context: ServiceContext,
  when: "enters" | "leaves",
  changed: readonly Membership[],
): Promise<void> {
  let runs = 0;
  for (const segment of [...new Set(changed.map((each) => each.segment))].toSorted()) {
    const whose = changed.filter((each) => each.segment === segment);
    const ids = whose.map(({ contactId }) => contactId);
    runs += await stopByRule(context.sql, { kind: "segment", segment, when }, ids);
  }
  if (runs > 0) await context.afterCommit(notifyDispatchers);
}
