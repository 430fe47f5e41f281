import type { Lane, Room } from "../db/queue/claim-runs.ts";
import type { CongestionLimits, CongestionWindow } from "../domain/congestion.ts";
import { afterRefusal, afterObservation } from "../domain/congestion.ts";

/** How many runs may set out, and how many calls to Temporal may be in progress. */
export interface Admission {
  /** How many of each lane may be claimed now. */
  rooms(lanes: readonly Lane[]): Room[];
  /** Whether more would have been claimed, had there been room. */
  isFull(): boolean;
  /** How many calls may be in progress at once. */
  calls(): number;
  /** How long the slowest of a batch of calls took, in milliseconds, and whether it was a full batch. */
  answered(slowest: number, wasFull: boolean): void;
  /** The server has too much to do. */
  refused(): void;
}

/** Runs of one lane that a worker's share lets be on their way: enough to keep two cores busy. */
const opening: CongestionLimits & { first: number } = {
  least: 8,
  first: 32,
  most: 256,
  // As long as a run may be on its way while others behind it could as well wait in Postgres.
  target: 1_000,
};
const calling: CongestionLimits & { first: number } = {
  least: 2,
  first: 16,
  most: 32,
  target: 1_000,
};

/**
 * Follows what Temporal and the workers get done: a window for each lane, by how long its runs have
 * been on their way, and one for calls, by how soon the server answers.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function admission(now: () => number): Admission {
  const windows = new Map<string, CongestionWindow>();
  let calls: CongestionWindow = { size: calling.first, changedAt: now() };
  let isFull = false;

  function roomIn({ place, opening: under, waited, isWaiting, workers }: Lane): Room {
    const before = windows.get(place) ?? { size: opening.first, changedAt: now() };
    const share = Math.floor(before.size) * workers;
    const sight = { waited, wasFull: isWaiting && under >= share };
    const window = afterObservation(before, sight, opening, now());
    windows.set(place, window);
    const room = Math.max(0, Math.floor(window.size) * workers - under);
    return { place, room: isWaiting ? room : 0 };
  }

  return {
    rooms: (lanes) => {
      const all = lanes.map(roomIn);
      const wanted = all.filter(({ room }) => room > 0).length;
      const each = Math.max(1, Math.floor(calls.size / Math.max(1, wanted)));
      isFull = lanes.some(({ isWaiting }) => isWaiting);
      return all.map(({ place, room }) => ({ place, room: Math.min(room, each) }));
    },
    isFull: () => isFull,
    calls: () => Math.floor(calls.size),
    answered: (slowest, wasFull) => {
      calls = afterObservation(calls, { waited: slowest, wasFull }, calling, now());
    },
    refused: () => {
      calls = afterRefusal(calls, calling, now());
    },
  };
}
