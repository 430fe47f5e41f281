/** Waits longer after each failure in a row, and begins anew after a good while without one. */
export function restartDelays(now: () => number = Date.now) {
  const first = 250;
  const longest = 15_000;
  const goodWhile = 60_000;
  let next = first;
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** Milliseconds to wait before the coming restart. */
    next(): number {
      if (now() - last > goodWhile) next = first;
      last = now();
      const delay = next;
      next = Math.min(next * 2, longest);
      return delay;
    },
  };
}
