import type { Holiday, HolidayCalendar } from "../../domain/pressure/quiet.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

export async function calendarsNamed(
  sql: Sql,
  names: readonly string[],
): Promise<HolidayCalendar[]> {
  return sql.query<{ name: string; days: Holiday[] }>(
    {
      name: "calendars-named",
      text: `select name, days from holiday_calendars where name = any(${anyLength("$1", "text")})`,
    },
    [names],
  );
}
