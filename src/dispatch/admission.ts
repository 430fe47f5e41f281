import type { Room } from "../db/queue/claim-runs.ts";
import type { Lane } from "../db/queue/waiting-work.ts";
import type { CongestionLimits, CongestionWindow } from "../domain/congestion.ts";
import { afterRefusal, afterObservation } from "../domain/congestion.ts";

/** How many runs may set out, and how many calls to Temporal may be in progress. */
export interface Admission {
  /**
   * How many of each lane may be claimed now by one of so many workers, which begins at most so many
   * calls. It takes its share of what is free: others may claim at the same moment.
   */
  rooms(lanes: readonly Lane[], workers: number, calls: number): Room[];
  /** How many calls may be in progress at once. */
  calls(): number;
  /** How long a call took, in milliseconds, and whether as many were in progress as may be. */
  answered(took: number, wasFull: boolean): void;
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
/** The share of a lane that has to be free: those that set out together are claimed by one statement. */
const worthClaiming = 0.25;
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

  function roomIn({ place, opening: under, waited, isWaiting }: Lane, workers: number): Room {
    const before = windows.get(place) ?? { size: opening.first, changedAt: now() };
    const share = Math.floor(before.size) * workers;
    const seen = { waited, wasFull: isWaiting && under >= share };
    const window = afterObservation(before, seen, opening, now());
    windows.set(place, window);
    const free = Math.floor(window.size) * workers - under;
    const isWorthIt = isWaiting && free > 0 && free >= window.size * workers * worthClaiming;
    return { place, room: isWorthIt ? Math.ceil(free / workers) : 0 };
  }

  return {
    rooms: (lanes, workers, most) => {
      const wanted = lanes.map((lane) => roomIn(lane, workers)).filter(({ room }) => room > 0);
      // With fewer calls than lanes, one of each all the same.
      const each = Math.max(1, Math.floor(most / Math.max(1, wanted.length)));
      return wanted.map(({ place, room }) => ({ place, room: Math.min(room, each) }));
    },
    calls: () => Math.floor(calls.size),
    answered: (took, wasFull) => {
      calls = afterObservation(calls, { waited: took, wasFull }, calling, now());
    },
    refused: () => {
      calls = afterRefusal(calls, calling, now());
    },
  };
}
