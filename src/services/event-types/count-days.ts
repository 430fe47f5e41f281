import type { Database } from "../../db/database.ts";
import { countOneDay } from "../../db/event-days.ts";

/** Brings the counts of events by day up to date, a day a transaction. */
export async function countDays(db: Database): Promise<void> {
  while (await countOneDay(db)) {
    // The next day.
  }
}
