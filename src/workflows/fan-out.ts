import {
  ActivityCancellationType,
  CancellationScope,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from "@temporalio/workflow";
import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import type { FanOutActivities } from "../activities/types.ts";
import type { FanOutEnd, FanOutInput, FiringInput } from "../domain/fan-out.ts";
import { failureMessage } from "./failure.ts";

const scheduledStart = defineSearchAttributeKey(
  "TemporalScheduledStartTime",
  SearchAttributeType.DATETIME,
);

/** The heartbeat tells a killed worker, and leaves a slow server time to take it; Postgres away is tried for a week. */
function here(summary: string): FanOutActivities {
  return proxyActivities<FanOutActivities>({
    startToCloseTimeout: "1m",
    heartbeatTimeout: "20s",
    scheduleToCloseTimeout: "7d",
    retry: { initialInterval: "500ms", maximumInterval: "1m" },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary,
  });
}

/**
 * A fan-out: pages of members (or runs), until none is left or somebody stops it. Where it stands
 * is in Postgres; here is only what makes it go on.
 */
export async function fanOut({ fanOutId }: FanOutInput): Promise<FanOutEnd> {
  try {
    for (;;) {
      const progress = await here("Pages").performFanOut(fanOutId);
      if (progress.state !== "more") return progress;
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof fanOut>({ fanOutId });
    }
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const state = isCancellation(error) ? "stopped" : "failed";
    const why = state === "stopped" ? "cancelled in Temporal" : failureMessage(error);
    await CancellationScope.nonCancellable(() =>
      here(`Note: ${state}`).endFanOut(fanOutId, state, why),
    );
    if (state === "failed") throw error;
    return { state };
  }
}

/** A time of a regular start's schedule: it only writes the fan-out, which then goes its own way. */
export async function fireSchedule({ bindingId }: FiringInput): Promise<void> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const at = typedSearchAttributes.get(scheduledStart) ?? startTime;
  await here("Write the fan-out").fireSchedule(bindingId, at.toISOString());
}

/** Everybody's RFM class: found in one statement, then written page by page. */
export async function computeRfm(): Promise<void> {
  await here("Find what has changed").computeRfm();
}
