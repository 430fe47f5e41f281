import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import { ensureSegments, joinByName, leaveByName } from "../../db/contacts/segment-joins.ts";
import type { MemberRow } from "../../db/contacts/segment-members.ts";
import {
  addMembers,
  removeMembers,
  listMembers as rowsOf,
} from "../../db/contacts/segment-members.ts";
import { membersBehind } from "../../db/contacts/segment-pages.ts";
import { lockSegment } from "../../db/contacts/segments.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";
import type { ServiceContext } from "../context.ts";
import { getSegment, noSegment } from "./segments.ts";

const batchSize = 500;

/** @throws AppError `not_found` */
export async function listMembers(
  context: ServiceContext,
  segmentId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<MemberRow>> {
  await getSegment(context, segmentId);
  const from = after === undefined ? null : decodeIdCursor(after);
  const rows = await rowsOf(context.sql, segmentId, limit + 1, from);
  return cutPage(rows, limit, ({ contactId }) => [contactId]);
}

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

/**
 * Takes everybody out of a segment, page by page. Who joins meanwhile may stay.
 * @returns how many left
 * @throws AppError `not_found`
 */
export async function clearSegment(context: ServiceContext, segmentId: string): Promise<number> {
  await getSegment(context, segmentId);
  let left = 0;
  let cursor: string | null = null;
  for (;;) {
    const page = await membersBehind(context.sql, segmentId, cursor, batchSize);
    const last = page.at(-1);
    if (last === undefined) return left;
    left += (await changeMembers(context, segmentId, "remove", page)).changed;
    cursor = last;
  }
}

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
