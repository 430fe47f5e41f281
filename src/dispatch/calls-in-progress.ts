/** Calls that are in progress beside one another: none waits for a slower one. */
export interface CallsInProgress {
  /** How many more may be begun now. */
  free(): number;
  /** Begins one. What it throws is handed to `onFailure`. */
  begin(call: () => Promise<void>): void;
  /**
   * Resolves when half of them have room again, so that what is claimed next is claimed together,
   * or, where fewer are in progress, at once.
   */
  room(): Promise<void>;
  /** Resolves when none is in progress. */
  idle(): Promise<void>;
}

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

  function reach(until: () => boolean): Promise<void> {
    if (until()) return Promise.resolve();
    return new Promise((resolve) => void waiting.push({ until, resolve }));
  }

  return {
    free: () => Math.max(0, most() - inProgress),
    begin: (call) => {
      inProgress++;
      void call().catch(onFailure).finally(ended);
    },
    room: () => reach(() => inProgress <= most() / 2),
    idle: () => reach(() => inProgress === 0),
  };
}
