import { setTimeout as sleep } from "node:timers/promises";
import type { Gate } from "./slots.ts";

/** Does something when there is room for it. */
export type Throttle = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface ThrottleOptions {
  /** For how many at once. */
  gate: Gate;
  /** How many a second, of all workers together; undefined: as many as there is room for. */
  perSecond?: number | undefined;
  /** Reserves some of them; resolves with the milliseconds until the first. */
  reserve(count: number): Promise<number>;
  /** For how many milliseconds still nothing is to be sent. */
  pauseLeftMs(): number;
}

/** Its provider has asked for a pause that is too long to be waited for here. */
export class ChannelPaused extends Error {
  readonly forMs: number;
  constructor(forMs: number) {
    super("its provider has asked for a pause");
    this.name = "ChannelPaused";
    this.forMs = forMs;
  }
}

/** Reserved a tenth of a second ahead: what this worker does not use of it, nobody does. */
const lotsPerSecond = 10;
/** What waits here keeps others from being taken by this worker. */
const longestWaitMs = 5_000;

/**
 * What all messages of one channel of this worker go through, single ones and those to a segment
 * alike, in the order in which they ask: neither keeps the other waiting for more than its turn.
 */
export function throttle({ gate, perSecond, reserve, pauseLeftMs }: ThrottleOptions): Throttle {
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

  /** @throws ChannelPaused */
  async function passPause(): Promise<void> {
    for (let left = pauseLeftMs(); left > 0; left = pauseLeftMs()) {
      if (left > longestWaitMs) throw new ChannelPaused(left);
      await sleep(left);
    }
  }

  return async (work) => {
    if (pauseLeftMs() > 0) await passPause();
    await gate.enter();
    try {
      if (perSecond !== undefined) {
        const turn = turns.then(() => takeTurn(perSecond));
        turns = turn.catch(() => undefined);
        await turn;
      }
      if (pauseLeftMs() > 0) await passPause();
      return await work();
    } finally {
      gate.leave();
    }
  };
}
