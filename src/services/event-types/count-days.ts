import type { Database } from "../../db/core/database.ts";
import { countOneDay } from "../../db/events/event-days.ts";

/** Brings the counts of events by day up to date, a day a transaction. */
export async function countDays(db: Database): Promise<void> {
  while (await countOneDay(db)) {
    // The next day.
  }
}
