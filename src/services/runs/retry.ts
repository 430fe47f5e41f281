import type { RetryRunAnswer, ToVersion } from "../../contract/api/run-by-hand.ts";
import { AppError } from "../../contract/errors.ts";
import type { RetryOrigin } from "../../contract/retry-origins.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import {
  lastRetryIsNew,
  redeliverSignals,
  reopenWaitsAndMessages,
  requeueFailedRun,
  resetJournal,
  takeOtherVersion,
} from "../../db/runs/run-retries.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { lockRun } from "../../db/runs/run-rows.ts";
import { versionNumber } from "../../db/runs/run-moves.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ServiceContext } from "../context.ts";
import type { BlockGone, RetryWish } from "./retry-version.ts";
import { versionToTake } from "./retry-version.ts";

/**
 * Two requests within this many seconds are one click too many: the second of a pair must not do to
 * the next failure what was meant for the one before.
 */
const sameClickSeconds = 2;

/**
 * Has a failed run go on, at the block that failed or from its start, once; in its own version or in
 * another. It is the same run: no event is decided anew and no gate asked; its journal and the ids of
 * its messages keep what was done from happening twice. The dispatcher starts it.
 * @throws AppError `not_found`; `conflict` when the run has not failed, its contact is gone, the version
 *   lacks the block that failed, or workers of an earlier release are alive, which could not go on there
 */
export async function retryRun(
  context: ServiceContext,
  runId: string,
  from: RetryOrigin,
  toVersion?: ToVersion,
): Promise<RetryRunAnswer> {
  const answer = await tryRetry(context, runId, { from, toVersion });
  if (answer.outcome !== "blockGone") return answer;
  const { version, blockId } = answer;
  const block = `version ${version} has no block "${blockId}" of the kind that failed`;
  throw new AppError("conflict", `${block}: retry it from its start, or in its own version`);
}

/** The same, for whoever asks for many: that the version lacks the block is an answer. */
export async function tryRetry(
  context: ServiceContext,
  runId: string,
  wish: RetryWish,
): Promise<RetryRunAnswer | BlockGone> {
  return context.transaction((context) => retry(context, runId, wish));
}

async function retry(
  context: ServiceContext,
  runId: string,
  { from, toVersion }: RetryWish,
): Promise<RetryRunAnswer | BlockGone> {
  const { sql } = context;
  const run = await lockRun(sql, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  const version = await versionNumber(sql, run.versionId);
  const isOnItsWay = run.status === "pending" && run.retries > 0;
  if (isOnItsWay || (await lastRetryIsNew(sql, runId, sameClickSeconds))) {
    return { outcome: "requested_before", retry: run.retries, version };
  }
  if (run.status !== "failed") {
    throw new AppError("conflict", `only a failed run can go on: this one is ${run.status}`);
  }
  await requireContact(context, run);
  const other = await versionToTake(context, run, { from, toVersion });
  if (other?.outcome === "blockGone") return other;
  const noted = other && { from: version, number: other.version.number };
  const { retry: number, error } = await requeueFailedRun(sql, runId, from, noted);
  await redeliverSignals(sql, runId);
  if (from === "start") await resetJournal(sql, runId);
  if (other !== undefined) await takeOtherVersion(sql, runId, other.version.id, other.cursor);
  const message = error?.message ?? "";
  await reopenWaitsAndMessages(sql, runId, {
    isOfBlock: error?.block !== undefined,
    // By the run's last word, by whoever found it closed, or by an attempt that was late.
    givenUp: [sayMessage("runFailed", { why: message }), message, sayMessage("runEnded")],
    goals: other?.goals,
  });
  await context.afterCommit(notifyDispatchers);
  return { outcome: "requested", retry: number, version: other?.version.number ?? version };
}

/** An erased contact is not written to again. A test launch may be about somebody unknown. */
async function requireContact(
  context: ServiceContext,
  { contactId, test }: RunRecord,
): Promise<void> {
  if (test?.contact) return;
  if ((await contactsThatExist(context.sql, [contactId])).size > 0) return;
  throw new AppError("conflict", "the run's contact is not there any more: it was erased");
}
