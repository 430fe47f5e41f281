/** Hours, days and weeks as figures are kept by: in UTC, weeks from Monday on. */
export type UtcUnit = "hour" | "day" | "week";

/** In milliseconds. */
export const utcUnitMs = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;

/** The first Monday of Unix time, 5 January 1970. */
const firstMonday = 4 * 86_400_000;

/** When the hour, day or week of a time begins; both in milliseconds of Unix time. */
export function beginningOf(unit: UtcUnit, time: number): number {
  const offset = unit === "week" ? firstMonday : 0;
  return Math.floor((time - offset) / utcUnitMs[unit]) * utcUnitMs[unit] + offset;
}
