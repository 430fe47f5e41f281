import type { Shape } from "./worst-shapes.ts";
import { cpuTime } from "../../support/cpu-time.ts";

/** What fits into the noise of a machine that does other work as well, in milliseconds. */
const noiseMs = 25;

/** Uses a pattern as programs do: all of its places where it is global, the first otherwise. */
function useOn(text: string, source: string, flags: string): number {
  const pattern = new RegExp(source, flags.replace("y", ""));
  const taken = cpuTime();
  if (flags.includes("g")) text.replace(pattern, "");
  else pattern.test(text);
  return taken();
}

/** The least of so many measurements, or the first that is small enough to ask no more. */
function least(times: number, enough: number, measure: () => number): number {
  let best = measure();
  for (let done = 1; done < times && best > enough; done++) best = Math.min(best, measure());
  return best;
}

/**
 * What is wrong with how a pattern's time grows on texts of one shape, or null. The short ones come
 * first: a pattern that doubles with each letter would never end on the long ones.
 */
export function growthFault(
  { source, flags }: { source: string; flags: string },
  shapeOf: Shape,
): string | null {
  const timeAt = (length: number, times: number, enough = 0): number => {
    const text = shapeOf(length);
    return least(times, enough, () => useOn(text, source, flags));
  };
  for (const length of [20, 24, 28, 32, 36, 44, 60, 100, 300, 1_000]) {
    const ms = timeAt(length, 2, 2 * noiseMs);
    if (ms > 2 * noiseMs) return `${Math.round(ms)} ms on ${length} characters`;
  }
  const short = timeAt(10_000, 3, 1);
  // What is quadratic by now need not be waited for: it would take a hundred times as long.
  if (short > 5) {
    const longer = timeAt(30_000, 2);
    if (longer > 5 * short && longer > 2 * noiseMs) {
      return `${Math.round(short)} ms on 10,000 characters, ${Math.round(longer)} ms on 30,000`;
    }
  }
  const long = timeAt(100_000, 2, noiseMs);
  if (long <= noiseMs || long <= 40 * short) return null;
  return `${short.toFixed(2)} ms on 10,000 characters, ${Math.round(long)} ms on 100,000`;
}
