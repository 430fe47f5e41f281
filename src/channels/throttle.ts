import { setTimeout as sleep } from "node:timers/promises";

/** Does something when there is room for it. */
export type Throttle = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface ThrottleOptions {
  /** How many at once. */
  concurrency: number;
  /** How many a second, of all workers together; undefined: as many as there is room for. */
  perSecond?: number | undefined;
  /** Reserves some of them; resolves with the milliseconds until the first. */
  reserve(count: number): Promise<number>;
}

/** Reserved a tenth of a second ahead: what this worker does not use of it, nobody does. */
const lotsPerSecond = 10;

/**
 * What all messages of one channel of this worker go through, single ones and those to a segment
 * alike, in the order in which they ask: neither keeps the other waiting for more than its turn.
 */
export function throttle({ concurrency, perSecond, reserve }: ThrottleOptions): Throttle {
  let free = concurrency;
  const waiting: (() => void)[] = [];
  let turns: Promise<void> = Promise.resolve();
  let lot = { left: 0, next: 0 };

  async function takeTurn(rate: number): Promise<void> {
    if (lot.left === 0 || lot.next < Date.now() - 1_000 / lotsPerSecond) {
      const count = Math.max(1, Math.floor(rate / lotsPerSecond));
      lot = { left: count, next: Date.now() + (await reserve(count)) };
    }
    const pause = lot.next - Date.now();
    lot = { left: lot.left - 1, next: lot.next + 1_000 / rate };
    if (pause > 0) await sleep(pause);
  }

  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (perSecond !== undefined) {
        const turn = turns.then(() => takeTurn(perSecond));
        turns = turn.catch(() => undefined);
        await turn;
      }
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
