import type { ClaimedTelling } from "../../db/notifications/tellings.ts";
import { claimTelling, recordTelling } from "../../db/notifications/tellings.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { nextAttemptIn } from "../../domain/notices.ts";
import { reasonOf } from "../../platform/reason.ts";
import type { DeliveryResources } from "./deliver.ts";
import { deliver } from "./deliver.ts";
import { noticeOf } from "./notice.ts";

/** Longer than an attempt takes: another worker then takes over from one that died. */
const leaseSeconds = 60;

/**
 * Tells the next that is due. A worker that dies after it was taken and before that is noted tells it
 * again, under the same id.
 * @returns false when none is due
 */
export async function tellNext(resources: DeliveryResources): Promise<boolean> {
  const { db } = resources;
  const claimed = await claimTelling(db, leaseSeconds);
  if (claimed === undefined) return false;
  const problem = await attempt(resources, claimed);
  if (problem === null) {
    await recordTelling(db, claimed, { state: "delivered", problem, nextIn: null });
    db.measure(({ notifications }) => notifications.add(1, { outcome: "delivered" }));
    return true;
  }
  const nextIn = nextAttemptIn(claimed.attempts, Date.now() - claimed.createdAt.getTime());
  const state = nextIn === null ? "given_up" : "pending";
  await recordTelling(db, claimed, { state, problem, nextIn });
  const outcome = state === "pending" ? "retried" : state;
  db.measure(({ notifications }) => notifications.add(1, { outcome }));
  return true;
}

async function attempt(
  resources: DeliveryResources,
  claimed: ClaimedTelling,
): Promise<string | null> {
  const { db, config } = resources;
  try {
    const { timeZone } = await findWorkspace(db);
    const { language } = claimed.target;
    const notice = noticeOf(claimed.id, claimed, {
      language,
      timeZone,
      publicUrl: config.publicUrl,
    });
    return await deliver(db, resources, { ...claimed.target, sealed: claimed.sealed }, notice);
  } catch (error) {
    return reasonOf(error);
  }
}
