import { upsertSearchAttributes } from "@temporalio/workflow";
import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import type { RunCursor, RunInput, Standing } from "../domain/plan.ts";
import { takeMove } from "./activities.ts";
import type { Signals } from "./signals.ts";

/** A run as it goes: its plan changes when it is moved to another version. */
export interface Going {
  input: RunInput;
  readonly signals: Signals;
  readonly cursor: RunCursor;
}

const version = defineSearchAttributeKey("CampanileVersion", SearchAttributeType.INT);

/**
 * Goes on in another version, where the run was asked to and still stands where it was then. Postgres
 * says so, and has noted it by then.
 * @param state between two blocks it is nowhere, and goes on as it was
 * @returns whether its plan has changed; the cursor is at what it does next
 */
export async function moveIfAsked(going: Going, state: Standing["state"]): Promise<boolean> {
  const { signals, cursor, input } = going;
  if (!signals.takeMove()) return false;
  const { blockId } = cursor;
  const made = cursor.visits[blockId] ?? 0;
  const visit = state === "waiting" ? made : made + 1;
  const here = { ...cursor, visits: { ...cursor.visits, [blockId]: visit - 1 }, check: true };
  const { runId, retry = 0 } = input;
  const moved = await takeMove({ runId, blockId, visit, state, cursor: here, retry });
  if (moved === null) return false;
  going.input = { ...input, plan: moved.plan };
  upsertSearchAttributes([{ key: version, value: moved.version }]);
  if (moved.blockId !== blockId) {
    if (state === "waiting") cursor.position++;
    cursor.blockId = moved.blockId;
  }
  cursor.check = true;
  return true;
}

/** The same at a wait. @returns whether it is to be waited on: it was asked, and stays at its block */
export async function moveWhileWaiting(going: Going): Promise<boolean> {
  const { blockId } = going.cursor;
  if (!going.signals.isMoveAsked) return false;
  await moveIfAsked(going, "waiting");
  return going.cursor.blockId === blockId;
}
