import { required } from "../src/domain/required.ts";
import type { Figure, Mark } from "./figures.ts";
import { figure } from "./figures.ts";

/** What is measured once a round. */
export interface Measure {
  name: string;
  /** What the figure counts, a second. */
  unit: string;
  /** The name of the measure that it is compared with: the first of the group, unless told. */
  baseline?: string;
  mark?: Mark;
  run(): Promise<number>;
}

/**
 * Measures a group in rounds, in turn forwards and backwards, so that a machine that gets slower
 * (or a neighbour that comes and goes) falls upon all of them alike.
 */
export async function inRounds(measures: readonly Measure[], rounds: number): Promise<Figure[]> {
  const sources = measures.map(({ name, run }) => ({
    name,
    run: async () => ({ value: await run() }),
  }));
  const readings = await readInRounds(sources, rounds);
  const bare = measures.map(({ name, unit }) =>
    figure({ name, unit, values: column(readings, name, "value") }),
  );
  return measures.map(({ name, unit, mark, baseline: wanted }, index) => {
    const baseline = bare.find((one) => one.name === (wanted ?? bare[0]?.name));
    if (baseline === undefined) throw new Error(`there is no measure ${wanted} to compare with`);
    return figure({ name, unit, values: bare[index]?.values ?? [], baseline, mark });
  });
}

/** A measure that reads several things at once: a rate, the CPU that it took, a latency. */
export interface Source<Reading> {
  name: string;
  run(): Promise<Reading>;
}

/** As `inRounds`, of measures that read several things at once. @returns by the source's name */
export async function readInRounds<Reading>(
  sources: readonly Source<Reading>[],
  rounds: number,
): Promise<Map<string, Reading[]>> {
  const readings = new Map(sources.map(({ name }): [string, Reading[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? sources : sources.toReversed()) {
      readings.get(name)?.push(await run());
    }
  }
  return readings;
}

/** One thing that a source read, of every round. */
export function column<Key extends string>(
  readings: ReadonlyMap<string, readonly Record<Key, number>[]>,
  source: string,
  key: Key,
): number[] {
  return required(readings.get(source), source).map((reading) => reading[key]);
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
