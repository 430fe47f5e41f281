/** How many days are looked back at, to know what is usual. */
export const daysBack = 7;
/** On so many of them there has to be something. */
const fewestDays = 5;
/** Of a thing that is younger nothing is known yet. */
const fewestDaysOfBurst = 3;
/** More than so many events are not counted: a shorter time says as much. */
export const mostCounted = 100_000;

/**
 * Whether there usually is something at this time of day.
 *
 * @param days of the days before, the nearest first, whether there was
 */
export function isUsual(days: readonly boolean[]): boolean {
  // A shop that is closed on Sundays is not told of each Sunday: a week ago it was closed, too.
  return days.filter(Boolean).length >= fewestDays && days[daysBack - 1] === true;
}

/** How far to go back, in days, so that a window of so many hours lies before itself. */
export function firstDayBack(hours: number): number {
  return Math.ceil(hours / 24);
}

/** Of one of the days before: how many in the clock hour of now, and in the one before it. */
export interface HourPair {
  current: number;
  previous: number;
}

/**
 * How many there usually are in sixty minutes that end now; null: not known yet.
 *
 * @param days of each of the seven days before; a day of which nothing is known counts as none
 * @param passed how much of the current clock hour is over, from 0 to 1
 */
export function usualInAnHour(days: readonly HourPair[], passed: number): number | null {
  const counted = days.filter(({ current, previous }) => current + previous > 0);
  if (counted.length < fewestDaysOfBurst) return null;
  const sum = days.reduce(
    (total, { current, previous }) => total + current * passed + previous * (1 - passed),
    0,
  );
  return sum / daysBack;
}

/** What to count to see a burst. */
export interface BurstWindow {
  seconds: number;
  /** So many within these seconds, or more, are a burst. */
  threshold: number;
}

/** Whether something is a burst shows in the last hour, or sooner where that has too many to count. */
export function burstWindow(usual: number, times: number, atLeast: number): BurstWindow {
  const inAnHour = Math.max(atLeast, Math.ceil(usual * times), 1);
  if (inAnHour <= mostCounted) return { seconds: 3_600, threshold: inAnHour };
  return { seconds: Math.floor((3_600 * mostCounted) / inAnHour), threshold: mostCounted };
}
