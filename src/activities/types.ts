import type { RunEnd, Step, StepResult } from "../domain/plan.ts";

/** What runs call inside Postgres (as local activities). */
export interface DatabaseActivities {
  performBlock(step: Step): Promise<StepResult>;
  /** Ends a wait, by its event or by time, whichever took it first. */
  settleWait(step: Step): Promise<StepResult>;
  finishRun(runId: string, end: RunEnd): Promise<void>;
}

/** What runs call on the task queues of other places: one activity each. */
export interface OutsideActivities {
  performEmailBlock(step: Step): Promise<StepResult>;
  performWebhookBlock(step: Step): Promise<StepResult>;
  performBulkBlock(step: Step): Promise<StepResult>;
}
