import type { RunEnd, Step, StepResult } from "../domain/plan.ts";

/** What runs call inside Postgres (as local activities). */
export interface DatabaseActivities {
  performBlock(step: Step): Promise<StepResult>;
  finishRun(runId: string, end: RunEnd): Promise<void>;
}

/** What runs call on the e-mail task queue. */
export interface EmailActivities {
  performEmailBlock(step: Step): Promise<StepResult>;
}
