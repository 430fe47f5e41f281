import { Temporal } from "temporal-polyfill";
import type { CalendarDetails, CalendarSummary } from "../../contract/api/holidays.ts";
import { AppError } from "../../contract/errors.ts";
import * as rows from "../../db/messages/pressure-calendars.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import { wakeWaiting } from "./settings.ts";

/** Recurring events are looked up for so many years. */
const years = 10;

export async function listCalendars(
  context: ServiceContext,
): Promise<{ items: CalendarSummary[] }> {
  return { items: await rows.calendarSummaries(context.sql) };
}

/** @throws AppError `not_found` */
export async function getCalendar(context: ServiceContext, name: string): Promise<CalendarDetails> {
  const [summary] = await rows.calendarSummaries(context.sql, name);
  const [calendar] = await rows.calendarsNamed(context.sql, [name]);
  if (summary === undefined || calendar === undefined) throw missing(name);
  return { ...summary, events: [...calendar.days] };
}

/** Makes a calendar or replaces it; what is held back looks again. @throws AppError `invalid` */
export async function putCalendar(
  context: ServiceContext,
  name: string,
  content: string,
): Promise<CalendarSummary> {
  const today = Temporal.Instant.fromEpochMilliseconds(context.now().getTime())
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  const knownUntil = today.add({ years }).toString();
  const range = { from: today.subtract({ years: 1 }).toString(), to: knownUntil };
  const read = await context.renderer.run("calendar", { text: content, ...range });
  if (read.outcome === "no calendar") {
    throw new AppError("invalid", `the calendar ${read.reason}`, {
      faults: [{ path: "content", message: read.reason }],
    });
  }
  return context.transaction(async (context) => {
    await rows.putCalendar(context.sql, { name, source: content, days: read.days, knownUntil });
    await wakeWaiting(context);
    const [summary] = await rows.calendarSummaries(context.sql, name);
    return required(summary, "the calendar");
  });
}

/** Who names it has no such days any more. @throws AppError `not_found` */
export async function deleteCalendar(context: ServiceContext, name: string): Promise<void> {
  await context.transaction(async (context) => {
    if (!(await rows.deleteCalendar(context.sql, name))) throw missing(name);
    await wakeWaiting(context);
  });
}

function missing(name: string): AppError {
  return new AppError("not_found", `there is no calendar of holidays "${name}"`);
}
