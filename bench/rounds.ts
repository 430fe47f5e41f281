/** What is measured once a round. The first of a group is what the others are compared with. */
export interface Measure {
  name: string;
  /** What the figure counts, a second. */
  unit: string;
  run(): Promise<number>;
}

export interface Figure {
  name: string;
  unit: string;
  /** Of every round. */
  values: number[];
  median: number;
  /** To the baseline of the same round; its own is 1. */
  ratio: number;
}

/**
 * Measures a group in rounds, in turn forwards and backwards, so that a machine that gets slower
 * (or a neighbour that comes and goes) falls upon all of them alike.
 */
export async function inRounds(measures: readonly Measure[], rounds: number): Promise<Figure[]> {
  const values = measures.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = [...measures.keys()];
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const value = await measures[index]?.run();
      values[index]?.push(value ?? Number.NaN);
    }
  }
  const baseline = values[0] ?? [];
  return measures.map(({ name, unit }, index) => {
    const own = values[index] ?? [];
    const ratios = own.map((value, round) => value / (baseline[round] ?? Number.NaN));
    return { name, unit, values: own, median: median(own), ratio: median(ratios) };
  });
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of them lies, taken from between two where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Calls `work` again and again in so many lanes. @returns items a second */
export async function perSecond(
  lanes: number,
  milliseconds: number,
  work: () => Promise<number>,
): Promise<number> {
  const began = performance.now();
  let items = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      // Not `items += await`: that would add to what was there before the others were done.
      const done = await work();
      items += done;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (items * 1_000) / (performance.now() - began);
}

/** Does `count` things, `lanes` at a time. @returns things a second */
export async function rateOf(
  lanes: number,
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (count * 1_000) / (performance.now() - began);
}
