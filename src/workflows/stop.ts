import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  setHandler,
} from "@temporalio/workflow";
import type { StopSignal } from "../domain/plan.ts";

const stopSignal = defineSignal<[StopSignal]>("stop");

/**
 * What can end a run from outside, its stop signal or a cancellation in Temporal, and what it cuts
 * short: a wait at once, and a send between two tries.
 */
export class Stop {
  #signal: StopSignal | undefined;
  #underWay: CancellationScope | undefined;

  constructor() {
    setHandler(stopSignal, (signal) => {
      this.#signal ??= signal;
      this.#underWay?.cancel();
    });
  }

  /** The first stop that came; undefined while there is none. */
  get signal(): StopSignal | undefined {
    return this.#signal;
  }

  /** Waits, or less long when a stop comes. */
  async wait(milliseconds: number, summary: string): Promise<void> {
    if (milliseconds <= 0) return;
    await this.#noting(() =>
      condition(() => this.#signal !== undefined, milliseconds, { summary }),
    );
  }

  /** Does `work`, which a stop cancels. @returns undefined when it was cut short */
  during<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    return this.#noting(async () => {
      this.#underWay = new CancellationScope();
      try {
        return await this.#underWay.run(work);
      } finally {
        this.#underWay = undefined;
      }
    });
  }

  async #noting<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isCancellation(error)) throw error;
      // Cancelled, and not by a stop: an operator did it in Temporal.
      this.#signal ??= { eventId: null };
      return undefined;
    }
  }
}
