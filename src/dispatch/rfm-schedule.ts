import { findWorkspace } from "../db/core/workspace.ts";
import { fanOutQueueOf } from "../domain/task-queues.ts";
import { getRfmSettings } from "../services/rfm/rfm.ts";
import type { WholeSchedule } from "./put-schedule.ts";
import { putSchedule } from "./put-schedule.ts";
import type { ScheduleDependencies } from "./schedules.ts";

/** Told again after so long, in case Temporal has lost it or somebody has changed it there. */
const againMs = 10 * 60_000;

/**
 * Tells Temporal when RFM is computed, each time that the settings are not what this process told last:
 * after its start once in any case, and from time to time.
 */
export function rfmScheduler(
  { db, client, taskQueue }: ScheduleDependencies,
  now: () => number = Date.now,
): () => Promise<void> {
  let told: { says: string; at: number } | undefined;
  const scheduleId = `rfm/${taskQueue}`;
  return async () => {
    const { enabled, cron } = await getRfmSettings(db);
    const { timeZone } = await findWorkspace(db);
    const says = JSON.stringify([enabled, cron, timeZone]);
    const at = now();
    if (says === told?.says && at - told.at < againMs) return;
    const schedule: WholeSchedule = {
      scheduleId,
      spec: { timezone: timeZone, cronExpressions: [cron] },
      action: {
        type: "startWorkflow",
        workflowType: "computeRfm",
        workflowId: scheduleId,
        taskQueue: fanOutQueueOf(taskQueue),
        args: [],
        staticSummary: "RFM classes of all contacts",
      },
      policies: { overlap: "SKIP", catchupWindow: "1 hour" },
      state: { paused: !enabled },
    };
    await putSchedule(client, schedule, enabled);
    told = { says, at };
  };
}
