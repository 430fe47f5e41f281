import type { RunCursor } from "./plan.ts";

/** A visit as a run's journal has it. */
export interface JournaledVisit {
  blockId: string;
  visit: number;
  position: number;
  /** Whether it waited, or waits. */
  isWait: boolean;
}

/**
 * Where a failed run stands: before the block that failed, or at the last one of its journal where it
 * failed at that one's wait, or at no block at all (Temporal closed it). From there it can go on by
 * another plan than the one that it came by.
 * @param way its journal, in order
 * @returns null: it has not come to any block
 */
export function failedPlace(
  failedBlock: string | undefined,
  way: readonly JournaledVisit[],
): RunCursor | null {
  const last = way.at(-1);
  const visits: RunCursor["visits"] = {};
  for (const { blockId, visit } of way) visits[blockId] = Math.max(visit, visits[blockId] ?? 0);
  const isAtLast = failedBlock === undefined || (failedBlock === last?.blockId && last.isWait);
  if (!isAtLast) {
    return { blockId: failedBlock, position: (last?.position ?? 0) + 1, visits, check: true };
  }
  if (last === undefined) return null;
  // The same visit is made again, and found in the journal.
  const { blockId, position, visit } = last;
  return { blockId, position, visits: { ...visits, [blockId]: visit - 1 }, check: true };
}

/** Whether a plan has a block as another plan has it: of the same kind. */
export function hasSameBlock(
  target: PlanOfKinds,
  blockId: string,
  from: PlanOfKinds | undefined,
): boolean {
  const same = target.blocks[blockId];
  return same !== undefined && same.kind === from?.blocks[blockId]?.kind;
}

interface PlanOfKinds {
  blocks: Readonly<Record<string, { kind: string }>>;
}
