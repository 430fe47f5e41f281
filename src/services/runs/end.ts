import type { Sql } from "../../db/core/database.ts";
import { failQueuedMessages } from "../../db/messages/message-rows.ts";
import { completeRun, endRun, markStopTaken } from "../../db/runs/run-ends.ts";
import { endOpenSteps } from "../../db/runs/run-steps.ts";
import { forgetPause } from "../../db/runs/paused-runs.ts";
import { closeWaits } from "../../db/runs/run-waits.ts";
import { dropCallsOfRun } from "../../db/messages/webhook-calls.ts";
import type { RunEnd } from "../../domain/plan.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { sayVisit } from "../../domain/sentences/visit-sentences.ts";

export interface EndOptions {
  /** The last line of its journal, where it came to its end. */
  note?: string;
  /** Commits, where nothing is asked behind it: together with the last statement. */
  commit?: () => void;
}

/** Writes how a run has ended, with all that ends with it; nothing of one that has ended before. */
export async function writeRunEnd(
  sql: Sql,
  runId: string,
  end: RunEnd,
  { note = sayVisit("ended"), commit }: EndOptions = {},
): Promise<void> {
  const isGoal = end.status === "completed" && end.goal === true;
  if (end.status === "completed" && !isGoal) {
    const { blockId, position } = end;
    const written = completeRun(sql, { runId, blockId, position, note });
    commit?.();
    return written;
  }
  await endRun(sql, runId, {
    status: end.status,
    stopEventId: end.status === "stopped" ? end.eventId : null,
    stopReason: end.status === "stopped" ? (end.reason ?? null) : null,
    goalBlock: isGoal ? end.blockId : null,
    error:
      end.status === "failed" ? JSON.stringify({ block: end.blockId, message: end.message }) : null,
  });
  if (end.status === "stopped") await markStopTaken(sql, runId, end.eventId);
  await abandonWork(sql, runId, endedReason(end));
}

/** What a run has begun, and does not go on with as it has ended before its way did. */
export async function abandonWork(sql: Sql, runId: string, why: string): Promise<void> {
  await endOpenSteps(sql, runId);
  await failQueuedMessages(sql, runId, why);
  await dropCallsOfRun(sql, runId);
  await closeWaits(sql, runId);
  await forgetPause(sql, runId);
}

function endedReason(end: RunEnd): string {
  if (end.status === "failed") return sayMessage("runFailed", { why: end.message });
  return sayMessage(end.status === "stopped" ? "runStopped" : "goalReached");
}
