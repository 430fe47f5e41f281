import type { Transaction } from "../db/core/database.ts";
import { askedMove, leaveWait, noteLeft, noteMoved } from "../db/runs/run-moves.ts";
import type { AskedMove } from "../db/runs/run-moves.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import { waitOfRun } from "../db/runs/run-skips.ts";
import type { Moved, RunCursor, Standing } from "../domain/plan.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";

/**
 * Has a run go on in another version, where it was asked to and still stands where it did then: its
 * version, its place and what becomes of its wait are noted in one transaction, and said again to an
 * attempt that comes a second time.
 * @returns null: it goes on as it was
 */
export async function takeMove(sql: Transaction, standing: Standing): Promise<Moved | null> {
  const { runId, state } = standing;
  const run = await lockRun(sql, runId);
  if (run === undefined || run.retries !== standing.retry) return null;
  const move = await askedMove(sql, runId);
  if (move === undefined) return null;
  const isThere = move.blockId === standing.blockId && move.visit === standing.visit;
  if (move.state === "moved") {
    // Of an attempt before this one, whose answer has not come.
    return isThere && state !== "gone on" ? movedTo(move) : null;
  }
  if (state === "gone on" || !isThere || !(await isStanding(sql, standing))) {
    await noteLeft(sql, runId, "goneOn");
    return null;
  }
  if (state === "waiting" && move.toBlock !== move.blockId) {
    await leaveWait(sql, standing, sayVisit("movedOn", { version: move.version }));
  }
  const { actionId, toVersionId: versionId } = move;
  await noteMoved(sql, { runId, actionId, versionId, cursor: cursorBehind(standing, move) });
  return movedTo(move);
}

function movedTo({ plan, version, toBlock }: AskedMove): Moved {
  return { plan, version, blockId: toBlock };
}

/** A wait that its event or a person has ended meanwhile is none any more. */
async function isStanding(sql: Transaction, { runId, state, blockId }: Standing): Promise<boolean> {
  return state === "held" || (await waitOfRun(sql, runId))?.blockId === blockId;
}

/** At the same block the wait is taken up again by its journal; at another one it is left behind. */
function cursorBehind(
  { state, cursor, visit }: Standing,
  { blockId, toBlock }: AskedMove,
): RunCursor {
  if (toBlock === blockId || state === "held") return { ...cursor, blockId: toBlock };
  const visits = { ...cursor.visits, [blockId]: visit };
  return { ...cursor, blockId: toBlock, position: cursor.position + 1, visits };
}
