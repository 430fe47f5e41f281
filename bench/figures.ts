/**
 * What a figure should reach: its ratio to the baseline, unless `of` says that it is the median
 * itself.
 */
export type Mark = ({ atLeast: number } | { atMost: number }) & { of?: "value" };

export interface Figure {
  name: string;
  unit: string;
  /** Of every round; not a number where this machine can't tell. */
  values: number[];
  median: number;
  /** The name of the figure that it is compared with; null: of none. */
  baseline: string | null;
  /** To the baseline of the same round; not a number without one. */
  ratio: number;
  mark?: Mark;
}

/** A figure from the values of its rounds, compared with those of its baseline round by round. */
export function figure(of: {
  name: string;
  unit: string;
  values: readonly number[];
  baseline?: Figure;
  mark?: Mark;
}): Figure {
  const { name, unit, baseline, mark } = of;
  const values = [...of.values];
  return {
    name,
    unit,
    values,
    median: median(values),
    baseline: baseline?.name ?? null,
    ratio: baseline === undefined ? Number.NaN : ratioTo(baseline.values, values),
    mark,
  };
}

/** Whether a figure reaches its mark; undefined when it has none, or can't be told here. */
export function reaches({ mark, median: value, ratio }: Figure): boolean | undefined {
  if (mark === undefined) return undefined;
  const compared = mark.of === "value" ? value : ratio;
  if (Number.isNaN(compared)) return undefined;
  return "atLeast" in mark ? compared >= mark.atLeast : compared <= mark.atMost;
}

function ratioTo(baseline: readonly number[], values: readonly number[]): number {
  if (baseline.length !== values.length) return median(values) / median(baseline);
  return median(values.map((value, round) => value / (baseline[round] ?? Number.NaN)));
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
