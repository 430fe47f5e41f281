import { setTimeout as sleep } from "node:timers/promises";

/** Calls that are in progress beside one another: none waits for a slower one. */
export interface CallsInProgress {
  /** How many more may be begun now. */
  free(): number;
  /** Begins one. What it throws is handed to `onFailure`. */
  begin(call: () => Promise<void>): void;
  /**
   * Resolves when half as many are in progress as may be, so that what is claimed next is claimed
   * together; after a moment, when there is room for any.
   */
  room(): Promise<void>;
  /** Resolves when none is in progress. */
  idle(): Promise<void>;
}

const patienceMs = 50;

/** @param most how many may be in progress at once: it is asked each time */
export function callsInProgress(
  most: () => number,
  onFailure: (error: unknown) => void,
): CallsInProgress {
  let inProgress = 0;
  let waiting: { until: () => boolean; resolve(): void }[] = [];

  function ended(): void {
    inProgress--;
    const reached = waiting.filter(({ until }) => until());
    waiting = waiting.filter((one) => !reached.includes(one));
    for (const { resolve } of reached) resolve();
  }

  async function reach(until: () => boolean): Promise<void> {
    if (until()) return;
    await new Promise<void>((resolve) => void waiting.push({ until, resolve }));
  }

  return {
    free: () => Math.max(0, most() - inProgress),
    begin: (call) => {
      inProgress++;
      void call().catch(onFailure).finally(ended);
    },
    room: async () => {
      await Promise.race([reach(() => inProgress <= most() / 2), sleep(patienceMs)]);
      await reach(() => inProgress < most());
    },
    idle: () => reach(() => inProgress === 0),
  };
}
