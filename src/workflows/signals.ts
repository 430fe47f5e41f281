import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from "@temporalio/workflow";
import type { GoalSignal, StopSignal, Visit, WakeSignal } from "../domain/plan.ts";

const stopSignal = defineSignal<[StopSignal]>("stop");
const wakeSignal = defineSignal<[WakeSignal]>("wake");
const goalSignal = defineSignal<[GoalSignal]>("goal");

/** What ends a run from outside. */
export type Interruption = ({ kind: "stop" } & StopSignal) | ({ kind: "goal" } & GoalSignal);

/**
 * What reaches a run from outside: a stop (also a cancellation in Temporal), a goal, or the event
 * that a wait is for. An interruption cuts a wait short at once, and a send between two tries.
 */
export class Signals {
  #interruption: Interruption | undefined;
  #underWay: CancellationScope | undefined;
  readonly #woken = new Set<string>();

  constructor() {
    setHandler(stopSignal, (signal) => this.#interrupt({ kind: "stop", ...signal }));
    setHandler(goalSignal, (signal) => this.#interrupt({ kind: "goal", ...signal }));
    setHandler(wakeSignal, ({ blockId, visit }) => void this.#woken.add(`${blockId}/${visit}`));
  }

  /** The first that came; undefined while there is none. */
  get interruption(): Interruption | undefined {
    return this.#interruption;
  }

  /** Waits until an instant, or less long when it is woken or interrupted. */
  async wait({ blockId, visit }: Visit, until: string, summary: string): Promise<void> {
    const rest = Date.parse(until) - Date.now();
    if (rest <= 0) return;
    const over = (): boolean =>
      this.#interruption !== undefined || this.#woken.has(`${blockId}/${visit}`);
    setCurrentDetails(`${summary}: until ${until}`);
    await this.#noting(() => condition(over, rest, { summary }));
  }

  /** Forgets that a visit was woken: what wakes it from now on finds it before its next wait. */
  forgetWake({ blockId, visit }: Visit): void {
    this.#woken.delete(`${blockId}/${visit}`);
  }

  /** Does `work`, which an interruption cancels. @returns undefined when it was cut short */
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

  #interrupt(interruption: Interruption): void {
    this.#interruption ??= interruption;
    this.#underWay?.cancel();
  }

  async #noting<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isCancellation(error)) throw error;
      // Cancelled, and not by a signal: an operator did it in Temporal.
      this.#interruption ??= { kind: "stop", eventId: null };
      return undefined;
    }
  }
}
