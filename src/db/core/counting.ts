import type { UtcUnit } from "../../domain/utc-units.ts";
import { beginningOf, utcUnitMs } from "../../domain/utc-units.ts";
import type { Database, Sql } from "./database.ts";

export interface Stretch {
  since: Date;
  until: Date;
}

/** How what happens is counted by hour, day or week (UTC), behind a mark that moves on. */
export interface Counting {
  /** The table of one row that says until when has been counted. */
  mark: "event_day_mark" | "hourly_count_mark" | "activity_by_hour_mark" | "cohort_mark";
  unit: UtcUnit;
  /**
   * So far the mark stays behind the clock: an id is made before its transaction commits, and on another
   * machine's clock. What comes later than that is missing in the figures, and nowhere else.
   */
  behindMs: number;
  /** Only what is over is counted: the mark stands at the beginning of an hour, day or week. */
  onlyWhole?: boolean;
  /** What is older than this is never asked for. */
  keptMs?: number;
  /** When the first thing to be counted happened at or after a time. */
  first(sql: Sql, since: Date): Promise<Date | null>;
  /** Adds up what happened in a stretch, which lies within one hour, day or week. */
  count(sql: Sql, stretch: Stretch): Promise<unknown>;
}

const leastStepMs = 60_000;

/**
 * Moves a mark on, to the end of its hour, day or week at most, and counts what it passes. Time in which
 * nothing happened is passed at once: a new system has months of it behind its mark.
 * @returns whether there may be more to count
 */
export async function countStep(db: Database, counting: Counting): Promise<boolean> {
  const { mark, unit, behindMs, onlyWhole = false, keptMs = Infinity } = counting;
  return db.tx(async (sql) => {
    const [place] = await sql.query<{ countedTo: Date; now: Date }>(lockOf[mark]);
    if (place === undefined) return false;
    const floor = (time: number): number => beginningOf(unit, time);
    const latest = place.now.getTime() - behindMs;
    const last = onlyWhole ? floor(latest) : latest;
    const from = Math.max(place.countedTo.getTime(), floor(place.now.getTime() - keptMs));
    if (from >= last || (!onlyWhole && last - from < leastStepMs)) return false;
    const first = (await counting.first(sql, new Date(from)))?.getTime() ?? last;
    const since = Math.min(Math.max(from, floor(first)), last);
    const until = Math.min(floor(since) + utcUnitMs[unit], last);
    if (first < last) await counting.count(sql, { since: new Date(since), until: new Date(until) });
    await sql.query(moveOf[mark], [new Date(until)]);
    return until < last;
  });
}

/** The earlier of two times of which each may be missing. */
export function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

const lockOf: Record<Counting["mark"], string> = {
  event_day_mark: `select counted_to as "countedTo", now() from event_day_mark for update skip locked`,
  hourly_count_mark: `select counted_to as "countedTo", now() from hourly_count_mark for update skip locked`,
  activity_by_hour_mark: `select counted_to as "countedTo", now() from activity_by_hour_mark for update skip locked`,
  cohort_mark: `select counted_to as "countedTo", now() from cohort_mark for update skip locked`,
};

const moveOf: Record<Counting["mark"], string> = {
  event_day_mark: "update event_day_mark set counted_to = $1",
  hourly_count_mark: "update hourly_count_mark set counted_to = $1",
  activity_by_hour_mark: "update activity_by_hour_mark set counted_to = $1",
  cohort_mark: "update cohort_mark set counted_to = $1",
};
