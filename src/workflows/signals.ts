import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from "@temporalio/workflow";
import type { GoalSignal, Held, StopSignal, Visit, WakeSignal } from "../domain/plan.ts";

const stopSignal = defineSignal<[StopSignal]>("stop");
const wakeSignal = defineSignal<[WakeSignal]>("wake");
const goalSignal = defineSignal<[GoalSignal]>("goal");
const resumeSignal = defineSignal("resume");
const moveSignal = defineSignal("move");

/** What ends a run from outside. */
export type Interruption = ({ kind: "stop" } & StopSignal) | ({ kind: "goal" } & GoalSignal);

/**
 * What reaches a run from outside: a stop (also a cancellation in Temporal), a goal, the event that a
 * wait is for, that it is resumed after a pause, or that it is to go on in another version. An
 * interruption cuts a wait short at once, and a send between two tries.
 */
export class Signals {
  #interruption: Interruption | undefined;
  #underWay: CancellationScope | undefined;
  #resumed = false;
  #moveAsked = false;
  readonly #woken = new Set<string>();

  constructor() {
    setHandler(stopSignal, (signal) => this.#interrupt({ kind: "stop", ...signal }));
    setHandler(goalSignal, (signal) => this.#interrupt({ kind: "goal", ...signal }));
    setHandler(wakeSignal, ({ blockId, visit }) => void this.#woken.add(`${blockId}/${visit}`));
    setHandler(resumeSignal, () => void (this.#resumed = true));
    setHandler(moveSignal, () => void (this.#moveAsked = true));
  }

  /** The first that came; undefined while there is none. */
  get interruption(): Interruption | undefined {
    return this.#interruption;
  }

  /** Whether the run was asked to go on in another version. */
  get isMoveAsked(): boolean {
    return this.#moveAsked;
  }

  /** The same, once: then it counts as not having been asked. */
  takeMove(): boolean {
    const asked = this.#moveAsked;
    this.#moveAsked = false;
    return asked;
  }

  /** Waits until an instant, or less long when it is woken, interrupted, or asked to move. */
  wait(visit: Visit, until: string, summary: string): Promise<void> {
    return this.#wait(until, summary, () => this.#isWoken(visit));
  }

  /**
   * Waits before something that is held back; a resumed run looks again.
   * @param visit whose waking ends it, too
   */
  waitHeld(visit: Visit | undefined, { until, because }: Held, summary: string): Promise<void> {
    const isWoken = (): boolean => visit !== undefined && this.#isWoken(visit);
    return this.#wait(until, `${summary}: ${because}`, () => this.#resumed || isWoken());
  }

  /** Forgets that a visit was woken: what wakes it from now on finds it before its next wait. */
  forgetWake({ blockId, visit }: Visit): void {
    this.#woken.delete(`${blockId}/${visit}`);
  }

  /** The same of a run that was resumed. */
  forgetResume(): void {
    this.#resumed = false;
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

  #isWoken({ blockId, visit }: Visit): boolean {
    return this.#woken.has(`${blockId}/${visit}`);
  }

  async #wait(until: string, summary: string, isOver: () => boolean): Promise<void> {
    const rest = Date.parse(until) - Date.now();
    if (rest <= 0) return;
    const over = (): boolean => this.#interruption !== undefined || this.#moveAsked || isOver();
    setCurrentDetails(`${summary}: until ${until}`);
    await this.#noting(() => condition(over, rest, { summary }));
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
