import type { Sql } from "../../db/core/database.ts";
import { membersBehind } from "../../db/contacts/segment-pages.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { computeMembers, markDifferences, moveMembers } from "../../db/segment-rules/ask.ts";
import { compileRule } from "../../db/segment-rules/compile.ts";
import type { RuleRow, TakenMark } from "../../db/segment-rules/rows.ts";
import {
  awaitSweep,
  isAnyMarked,
  limitTime,
  lockSweep,
  noteComputed,
  ruleOf,
  ruleRows,
  takeMarks,
} from "../../db/segment-rules/rows.ts";
import { isTimed } from "../../domain/segment-rules/walk.ts";
import type { ServiceContext } from "../context.ts";
import type { SegmentMove } from "./moves.ts";
import { tellMoves } from "./moves.ts";
import { askingFor, membersNow, readKept } from "./rules.ts";

/** Marks that one transaction takes. */
const pageSize = 1_000;
const minute = 60;
/** Rules that time alone does not change are asked whole now and then all the same. */
const timedPass = 10;
const untimedPass = 6 * 60 * minute;
/** Asking everybody may take this part of one connection's time at most. */
const shareOfTime = 20;
/** A rule that takes longer fails, and is logged: it must not hold up the others. */
const mostMs = 300_000;

/**
 * Asks the rules of segments again where their answer may have changed, and tells of who came and went.
 * One worker does it at a time. A move and what is told of it are one transaction: a worker that is
 * killed in between leaves the mark, and the next one finds it.
 */
export async function sweepSegments(context: ServiceContext): Promise<void> {
  const rules = await ruleRows(context.sql);
  for (const row of rules) {
    if (!row.isComputed || row.isPassDue) await askEverybody(context, row.id);
  }
  while (await isAnyMarked(context.sql)) {
    if (!(await sweepPage(context))) return;
  }
}

/** Asks a rule about everybody: a new one to fill the segment, later for whom time has moved. */
async function askEverybody(context: ServiceContext, segmentId: string): Promise<void> {
  await context.transaction(async ({ sql }) => {
    if (!(await lockSweep(sql))) return;
    await limitTime(sql, mostMs);
    const row = (await ruleRows(sql)).find(({ id }) => id === segmentId);
    if (row === undefined || (row.isComputed && !row.isPassDue)) return;
    const began = Date.now();
    const rule = readKept(row.name, row.rule);
    const compiled = compileRule(rule, await askingFor(sql, rule), null);
    if (row.isComputed || row.tell) await markDifferences(sql, row.id, compiled);
    else await computeMembers(sql, row.id, compiled);
    const ms = Date.now() - began;
    const seconds = Math.max(pauseAfter(row, rule), (ms / 1_000) * shareOfTime);
    await noteComputed(sql, row, { ms, seconds });
  });
}

/** @returns seconds until a rule that takes no time is asked again */
function pauseAfter({ isComputed }: RuleRow, rule: Parameters<typeof isTimed>[0]): number {
  if (isTimed(rule)) return timedPass;
  // Soon after the first time again: changes that were under way when the rule was kept told nothing.
  return isComputed ? untimedPass : minute;
}

/** @returns false where another worker is at it */
async function sweepPage(context: ServiceContext): Promise<boolean> {
  return context.transaction(async (inside) => {
    if (!(await lockSweep(inside.sql))) return false;
    if (await askMarked(inside.sql)) await inside.afterCommit(notifyDispatchers);
    return true;
  });
}

/** @returns whether there may be work for the dispatcher */
async function askMarked(sql: Sql): Promise<boolean> {
  const marks = await takeMarks(sql, pageSize);
  const moves: SegmentMove[] = [];
  for (const row of await ruleRows(sql)) {
    // One that was not computed asks everybody anyway.
    if (row.isComputed) moves.push(...(await movesOf(sql, row, marks)));
  }
  return tellMoves(sql, moves);
}

async function movesOf(
  sql: Sql,
  row: RuleRow,
  marks: readonly TakenMark[],
): Promise<SegmentMove[]> {
  const causes = new Set([...row.depends, `rule:${row.id}`]);
  const concerned = marks.filter(({ whats }) => whats.some((what) => causes.has(what)));
  if (concerned.length === 0) return [];
  const hops = new Map(concerned.map((mark) => [mark.contactId, mark.hops]));
  const ids = [...hops.keys()];
  const rule = readKept(row.name, row.rule);
  const compiled = compileRule(rule, await askingFor(sql, rule), ids);
  const moved = await moveMembers(sql, row.id, compiled, ids);
  return moved.map(({ contactId, entered }) => ({
    contactId,
    segmentId: row.id,
    segment: row.name,
    entered,
    hops: hops.get(contactId) ?? 0,
  }));
}

/**
 * Makes a segment's members those for whom its rule holds now, before they are gone through; in the
 * caller's transaction, which no other sweep disturbs until it ends.
 */
export async function refreshMembers(sql: Sql, segmentId: string): Promise<void> {
  const segment = await ruleOf(sql, segmentId);
  if (segment === undefined || segment.rule === null) return;
  await awaitSweep(sql);
  const row = (await ruleRows(sql)).find(({ id }) => id === segmentId);
  if (row === undefined) return;
  const rule = readKept(row.name, row.rule);
  const compiled = compileRule(rule, await askingFor(sql, rule), null);
  if (row.isComputed) await markDifferences(sql, row.id, compiled);
  else await computeMembers(sql, row.id, compiled);
  // Dispatchers find by themselves what this may have started: a notice is for after the commit.
  while (await isAnyMarked(sql)) await askMarked(sql);
}

/** The members behind a contact who are members now: who has just left by the rule is passed over. */
export async function presentMembersBehind(
  sql: Sql,
  segmentId: string,
  cursor: string | null,
  limit: number,
): Promise<string[]> {
  for (let behind = cursor; ;) {
    const ids = await membersBehind(sql, segmentId, behind, limit);
    const present = await membersNow(sql, segmentId, ids);
    if (present.length > 0 || ids.length < limit) return [...present];
    behind = ids.at(-1) ?? null;
  }
}
