/**
 * What conditions may cost, in steps: one is about 25 ns on a machine of 2024. Counted, not timed, so
 * that the same event is decided in the same way at any time and on any machine.
 */
export const stepsForEvent = 4_000_000;
/** For a block of a run, which has more to look at and holds nobody up. */
export const stepsForBlock = 40_000_000;

/** Thrown from inside of the engine: what is caught by it can't be said in a condition's value. */
export class ConditionTooCostly extends Error {
  constructor() {
    super("the conditions cost more than they may: they compare too much text or too long lists");
    this.name = "ConditionTooCostly";
  }
}

/** Counts what conditions cost, over as many of them as share it. */
export class ConditionMeter {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws ConditionTooCostly when more has been spent than there was, this time and ever after */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new ConditionTooCostly();
  }
}
