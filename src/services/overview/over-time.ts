import type { Overview, OverviewQuery } from "../../contract/api/overview.ts";
import type { Database } from "../../db/core/database.ts";
import { serverTime } from "../../db/core/server-time.ts";
import type { CountOfTime } from "../../db/workflows/hourly-counts.ts";
import {
  countedUntil,
  countOneHour,
  countsOverTime,
  mostUncounted,
  uncountedMs,
} from "../../db/workflows/hourly-counts.ts";
import type { ServiceContext } from "../context.ts";

type Totals = Overview["total"];
type Point = Overview["times"][number];

const hourMs = 3_600_000;

/** Brings the counts by hour up to date, an hour a transaction. */
export async function countHours(db: Database): Promise<void> {
  while (await countOneHour(db)) {
    // The next hour.
  }
}

/** Events, launches, messages and failures of the last day (by hour), week or month (by day, UTC). */
export async function overview(
  context: ServiceContext,
  { days }: OverviewQuery,
): Promise<Overview> {
  const unit = days === 1 ? "hour" : "day";
  const step = unit === "hour" ? hourMs : 24 * hourMs;
  const steps = unit === "hour" ? 24 : days;
  const now = await serverTime(context.sql);
  const last = Math.floor(now.getTime() / step) * step;
  const first = last - (steps - 1) * step;
  const mark = await countedUntil(context.sql);
  const all = await countsOverTime(context.sql, {
    from: new Date(first - steps * step),
    unit,
    now,
  });
  const newest = all.filter(({ isUncounted }) => isUncounted);
  // Of so many there may be more, and half of them would be a wrong figure.
  const isWhole = isLately(mark, now) && mostOfAKind(newest) < mostUncounted;
  const counts = isWhole ? all : all.filter(({ isUncounted }) => !isUncounted);
  const times = Array.from({ length: steps }, (_, index) => pointAt(first + index * step));
  const before = pointAt(0);
  for (const each of counts) {
    const place = (each.at.getTime() - first) / step;
    if (place < 0) add(before, each);
    else if (times[place] !== undefined) add(times[place], each);
  }
  return {
    unit,
    countedUntil: isWhole ? now : mark,
    total: times.reduce(sum, noTotals()),
    before: sum(noTotals(), before),
    times,
  };
}

const isLately = (mark: Date, now: Date): boolean => now.getTime() - mark.getTime() < uncountedMs;

function mostOfAKind(counts: readonly CountOfTime[]): number {
  const sums = new Map<string, number>();
  for (const { kind, amount } of counts) sums.set(kind, (sums.get(kind) ?? 0) + amount);
  return Math.max(0, ...sums.values());
}

const noTotals = (): Totals => ({
  events: 0,
  launched: 0,
  suppressed: 0,
  messages: 0,
  failures: 0,
});

function pointAt(at: number): Point {
  return { at: new Date(at), ...noTotals(), channels: {} };
}

function add(point: Point, { kind, label, amount }: CountOfTime): void {
  if (kind === "event") point.events += amount;
  else if (kind === "failure") point.failures += amount;
  else if (kind === "message") {
    point.messages += amount;
    point.channels[label] = (point.channels[label] ?? 0) + amount;
  } else if (label === "launched" || label === "suppressed") point[label] += amount;
}

function sum(total: Totals, point: Totals): Totals {
  return {
    events: total.events + point.events,
    launched: total.launched + point.launched,
    suppressed: total.suppressed + point.suppressed,
    messages: total.messages + point.messages,
    failures: total.failures + point.failures,
  };
}
