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

export interface CalendarRow {
  name: string;
  /** How many. */
  days: number;
  /** A date. */
  knownUntil: string;
  updatedAt: Date;
}

/** All calendars by name, or one. */
export async function calendarSummaries(
  sql: Sql,
  name: string | null = null,
): Promise<CalendarRow[]> {
  return sql.query<CalendarRow>(
    `select name, jsonb_array_length(days) as days, known_until::text as "knownUntil",
            updated_at as "updatedAt"
       from holiday_calendars where $1::text is null or name = $1 order by name`,
    [name],
  );
}

export async function putCalendar(
  sql: Sql,
  calendar: { name: string; source: string; days: readonly Holiday[]; knownUntil: string },
): Promise<void> {
  await sql.query(
    `insert into holiday_calendars (name, source, days, known_until) values ($1, $2, $3, $4)
     on conflict (name) do update
       set source = excluded.source, days = excluded.days, known_until = excluded.known_until,
           updated_at = clock_timestamp()`,
    [calendar.name, calendar.source, JSON.stringify(calendar.days), calendar.knownUntil],
  );
}

/** @returns false when there is no such calendar */
export async function deleteCalendar(sql: Sql, name: string): Promise<boolean> {
  const rows = await sql.query("delete from holiday_calendars where name = $1 returning 1", [name]);
  return rows.length > 0;
}
