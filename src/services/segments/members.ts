import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import { contactsFoundBy } from "../../db/contacts/contact-search.ts";
import type { Joined } from "../../db/contacts/segment-joins.ts";
import {
  ensureSegments,
  joinByName,
  leaveByName,
  namesWithRule,
} from "../../db/contacts/segment-joins.ts";
import type { MemberRow } from "../../db/contacts/segment-members.ts";
import {
  addMembers,
  removeMembers,
  listMembers as rowsOf,
} from "../../db/contacts/segment-members.ts";
import { membersBehind } from "../../db/contacts/segment-pages.ts";
import { lockSegment } from "../../db/contacts/segments.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { tellMoves } from "./moves.ts";
import { getSegment, noSegment } from "./segments.ts";

const batchSize = 500;

/**
 * Members by id.
 * @param request `search`: the beginning of an address, an id or a name
 * @throws AppError `not_found`
 */
export async function listMembers(
  context: ServiceContext,
  segmentId: string,
  { limit, after, search = "" }: PageRequest & { search?: string | undefined },
): Promise<Page<MemberRow>> {
  await getSegment(context, segmentId);
  const from = after === undefined ? null : decodeIdCursor(after);
  const among = search === "" ? null : await contactsFoundBy(context.sql, search);
  const rows = await rowsOf(context.sql, segmentId, limit + 1, from, among);
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
    const locked = await lockSegment(context.sql, segmentId);
    if (locked === null) throw noSegment();
    const { name: segment } = locked;
    if (locked.rule !== null) throw hasRule([segment]);
    const known = await contactsThatExist(context.sql, contactIds);
    const write = change === "add" ? addMembers : removeMembers;
    const changed = await write(context.sql, segmentId, contactIds);
    const entered = change === "add";
    const moves = changed.map((contactId) => ({ contactId, segmentId, segment, entered }));
    if (await tellMoves(context.sql, moves)) await context.afterCommit(notifyDispatchers);
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
  const names = [...new Set(memberships.map(({ segment }) => segment))];
  await requireLists(context, names);
  await ensureSegments(context.sql, names);
  await tell(context, true, await joinByName(context.sql, memberships));
}

/** The other way round; segments of other names are none of theirs. */
export async function leaveSegments(
  context: ServiceContext,
  contactIds: readonly string[],
  segments: readonly string[],
): Promise<void> {
  if (segments.length === 0 || contactIds.length === 0) return;
  await requireLists(context, segments);
  await tell(context, false, await leaveByName(context.sql, contactIds, segments));
}

async function tell(
  context: ServiceContext,
  entered: boolean,
  changed: readonly Joined[],
): Promise<void> {
  const moves = changed.map((each) => ({ ...each, entered }));
  if (await tellMoves(context.sql, moves)) await context.afterCommit(notifyDispatchers);
}

async function requireLists(context: ServiceContext, names: readonly string[]): Promise<void> {
  const ruled = await namesWithRule(context.sql, names);
  if (ruled.length > 0) throw hasRule(ruled);
}

function hasRule(names: readonly string[]): AppError {
  const named = names.map((name) => `"${name}"`).join(", ");
  const message = `the members of ${named} are found by a rule: nobody is added or removed by hand`;
  return new AppError("conflict", message);
}
