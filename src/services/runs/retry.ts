import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import type { RetryRunAnswer } from "../../contract/api/run-by-hand.ts";
import { AppError } from "../../contract/errors.ts";
import type { RetryOrigin } from "../../contract/retry-origins.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import {
  resetJournal,
  lastRetryIsNew,
  requeueFailedRun,
  reopenWaitsAndMessages,
  redeliverSignals,
} from "../../db/runs/run-retries.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { lockRun } from "../../db/runs/run-rows.ts";
import { sameClickSeconds } from "./same-click.ts";

/**
 * Has a failed run go on, at the block that failed or from its start, once. It is the same run: no
 * event is decided anew and no gate asked; its journal and the ids of its messages keep what was
 * done from happening twice. The dispatcher starts it.
 * @throws AppError `not_found`, or `conflict` when the run has not failed or its contact is gone
 */
export async function retryRun(
  context: ServiceContext,
  runId: string,
  from: RetryOrigin,
): Promise<RetryRunAnswer> {
  return context.transaction((context) => retry(context, runId, from));
}

async function retry(
  context: ServiceContext,
  runId: string,
  from: RetryOrigin,
): Promise<RetryRunAnswer> {
  const run = await lockRun(context.sql, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  const isOnItsWay = run.status === "pending" && run.retries > 0;
  if (isOnItsWay || (await lastRetryIsNew(context.sql, runId, sameClickSeconds))) {
    return { outcome: "requested_before", retry: run.retries };
  }
  if (run.status !== "failed") {
    throw new AppError("conflict", `only a failed run can go on: this one is ${run.status}`);
  }
  await requireContact(context, run);
  const { retry: number, error } = await requeueFailedRun(context.sql, runId, from);
  await redeliverSignals(context.sql, runId);
  if (from === "start") await resetJournal(context.sql, runId);
  const message = error?.message ?? "";
  await reopenWaitsAndMessages(context.sql, runId, {
    isOfBlock: error?.block !== undefined,
    givenUp: [`the run failed: ${message}`, message],
  });
  await context.afterCommit(notifyDispatchers);
  return { outcome: "requested", retry: number };
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
