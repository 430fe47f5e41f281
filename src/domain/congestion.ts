/**
 * How much may be in progress at once towards somebody who may be slow: it grows step by step while what
 * is in progress gets through soon, and shrinks by a share when it does not.
 */
export interface CongestionWindow {
  size: number;
  /** Milliseconds, of whatever clock `now` is of. */
  changedAt: number;
}

export interface CongestionLimits {
  least: number;
  most: number;
  /** Milliseconds. Above it the window shrinks; below half of it, it may grow. */
  target: number;
}

/** What was seen of what is in progress. */
export interface Observation {
  /** How long it has taken, or has waited so far, in milliseconds. */
  waited: number;
  /** Whether more would have been in progress if the window had been larger. */
  wasFull: boolean;
}

const shrinkBy = 0.75;
const growBy = 1.1;
/** So that what was let in by the last growth shows before there is another. */
const growEveryMs = 200;

/** The window after what was seen. One that stays as it is, is the same object. */
export function afterObservation(
  window: CongestionWindow,
  { waited, wasFull }: Observation,
  limits: CongestionLimits,
  now: number,
): CongestionWindow {
  const since = now - window.changedAt;
  // What made it shrink is still in progress for a while: it must not shrink for it again and again.
  if (waited > limits.target) return since < limits.target ? window : shrunk(window, limits, now);
  if (!wasFull || waited > limits.target / 2 || since < growEveryMs) return window;
  const size = Math.min(limits.most, Math.max(window.size + 1, window.size * growBy));
  return { size, changedAt: now };
}

/** The window after the other side has said (or shown by not answering) that it is too much. */
export function afterRefusal(
  window: CongestionWindow,
  limits: CongestionLimits,
  now: number,
): CongestionWindow {
  return now - window.changedAt < growEveryMs ? window : shrunk(window, limits, now);
}

function shrunk(
  { size }: CongestionWindow,
  { least }: CongestionLimits,
  now: number,
): CongestionWindow {
  return { size: Math.max(least, size * shrinkBy), changedAt: now };
}
