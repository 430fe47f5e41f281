import type { PeriodUnit } from "../frequency.ts";
import { windowOf } from "../frequency.ts";
import { sayRule, spanLabel } from "../sentences/rule-sentences.ts";

/** How many messages one contact gets at most in a period, by any of some channels together. */
export interface Cap {
  /** Names of channels; "all": whatever there is. */
  channels: "all" | readonly string[];
  limit: number;
  /**
   * Rolling: in any stretch of time that long. Calendar: from one full hour, midnight, Monday or first
   * of a month of the contact's time zone to the next.
   */
  window: "rolling" | "calendar";
  every: number;
  unit: PeriodUnit;
}

/** A message that has taken a place. */
export interface TakenPlace {
  messageId: string;
  channel: string;
  at: Date;
  workflowId: string;
  workflowName: string;
}

export function isCapFor({ channels }: Cap, channel: string): boolean {
  return channels === "all" || channels.includes(channel);
}

/** When a place that was taken at `at` is free again. */
export function freeAgainAt({ window, every, unit }: Cap, at: Date, timeZone: string): Date {
  return windowOf({ kind: "period", every, unit, window, timeZone }, at).end;
}

/** A cap that has no room, with those who have taken it and when the next place is free. */
export interface FullCap {
  cap: Cap;
  /** The oldest first. */
  winners: TakenPlace[];
  freeAt: Date;
}

/** What keeps a message of a channel back at `now`; null: all caps have room for it. */
export function fullCap(
  caps: readonly Cap[],
  channel: string,
  taken: readonly TakenPlace[],
  now: Date,
  timeZone: string,
): FullCap | null {
  let longest: FullCap | null = null;
  for (const cap of caps) {
    if (!isCapFor(cap, channel)) continue;
    const held = taken
      .filter((place) => isCapFor(cap, place.channel))
      .map((place) => ({ place, until: freeAgainAt(cap, place.at, timeZone) }))
      .filter(({ until }) => until > now)
      .toSorted((a, b) => a.until.getTime() - b.until.getTime());
    const next = held[held.length - cap.limit];
    if (next === undefined) continue;
    if (longest === null || next.until > longest.freeAt) {
      longest = { cap, winners: held.map(({ place }) => place), freeAt: next.until };
    }
  }
  return longest;
}

const calendarSpans = {
  hours: "calendarHours",
  days: "calendarDays",
  weeks: "calendarWeeks",
  months: "calendarMonths",
} as const;

/** The period in words: "24 hours", "a calendar day". */
export function periodLabel({ window, every, unit }: Cap): string {
  return window === "rolling"
    ? spanLabel({ amount: every, unit })
    : sayRule(calendarSpans[unit], { count: every });
}

/** Days that go back at most to the oldest place that can still count. */
export function longestDays(caps: readonly Cap[]): number {
  const days = { hours: 1 / 24, days: 1, weeks: 7, months: 31 };
  return Math.max(0, ...caps.map(({ every, unit }) => Math.ceil(every * days[unit]) + 2));
}
