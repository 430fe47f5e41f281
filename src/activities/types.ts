import type { FanOutProgress } from "../domain/fan-out.ts";
import type { formerActivity } from "../domain/written-plan.ts";
import type {
  Held,
  Moved,
  OutsideWay,
  Performed,
  RunEnd,
  Standing,
  Step,
  StepResult,
  Visit,
  Way,
} from "../domain/plan.ts";

/** What runs call inside Postgres (as local activities). */
export interface DatabaseActivities {
  /** A block, and those behind it that are done at once. @param way absent: the block only */
  performBlock(step: Step, way?: Way): Promise<Performed>;
  /**
   * A block that sends, if it can be done here and now.
   * @param channel its channel, or the first of several
   * @returns null where it goes by its channel's task queue
   */
  performMessageHere(step: Step, way: OutsideWay, channel: string): Promise<Performed | null>;
  /** Ends a wait, by its event or by time, whichever took it first. */
  settleWait(visit: Visit): Promise<StepResult>;
  /**
   * @param retry of the execution that ends: one that failed before has no say any more
   * @param holds whether one that is paused may be told to wait, in place of coming to its end
   */
  finishRun(runId: string, end: RunEnd, retry?: number, holds?: true): Promise<Held | null>;
  /** Notes that a run goes on in another version, if it was asked to; null: it goes on as it was. */
  takeMove(standing: Standing): Promise<Moved | null>;
}

/** What runs call on the task queues of other places: one activity each. */
export interface OutsideActivities {
  /** @param way absent: the run's end is not written with it */
  performMessageBlock(step: Step, way?: OutsideWay): Promise<Performed>;
  /** What it was called before there were channels: plans and histories of then go on asking for it. */
  [formerActivity](step: Step, way?: OutsideWay): Promise<Performed>;
  performWebhookBlock(step: Step, way?: OutsideWay): Promise<Performed>;
  performBulkBlock(step: Step, way?: OutsideWay): Promise<Performed>;
}

/** What carries fan-outs and the times of schedules, on a task queue of their own. */
export interface FanOutActivities {
  /** Goes through pages for some seconds, or to the end. */
  performFanOut(fanOutId: string): Promise<FanOutProgress>;
  /** Notes an end that no page has come to: cancelled in Temporal, or a fault. */
  endFanOut(fanOutId: string, state: "stopped" | "failed", why: string): Promise<void>;
  /** Starts the fan-out of a schedule's time, once. `scheduledAt` is an ISO 8601 instant. */
  fireSchedule(bindingId: string, scheduledAt: string): Promise<void>;
  /** Computes the RFM classes of all contacts. */
  computeRfm(): Promise<void>;
}
