import type { Sql } from "../../db/core/database.ts";
import { calendarsNamed } from "../../db/messages/pressure-calendars.ts";
import type { HolidayCalendar } from "../../domain/pressure/quiet.ts";
import type { PressureRules } from "../../domain/pressure/settings.ts";

/** The calendars that some messages name; one that was deleted has no days. */
export async function calendarsFor(
  sql: Sql,
  wishes: readonly { rules: PressureRules }[],
): Promise<HolidayCalendar[]> {
  const names = [...new Set(wishes.flatMap(({ rules }) => rules.holidays))];
  return names.length === 0 ? [] : calendarsNamed(sql, names);
}
