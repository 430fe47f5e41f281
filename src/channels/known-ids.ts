/** All workers have noticed a changed set-up after so long: until then one may send by the set-up before. */
const noticedMs = 60_000;
/** Clocks differ, and a request is under way for some time before it is taken. */
const marginMs = 600_000;

/** A set-up whose provider knows messages again by their ids. */
export interface KnownIds {
  /** Its account may be another one than before. */
  setUpAt: Date;
  forMs: number;
}

/**
 * Whether the provider knows a message still, so that asking once more makes no second one of it.
 *
 * @param takenAt when it may have taken the message first
 */
export function isKnownStill({ setUpAt, forMs }: KnownIds, takenAt: Date, now: number): boolean {
  const taken = takenAt.getTime();
  return taken - setUpAt.getTime() > noticedMs && now - taken < forMs - marginMs;
}
