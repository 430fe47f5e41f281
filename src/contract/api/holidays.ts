import { z } from "zod";
import { int4 } from "../integers.ts";

const name = z.string().trim().min(1).max(100);

export const calendarParams = z.strictObject({ name }).meta({ id: "HolidayCalendarParams" });

export const calendarUpload = z
  .strictObject({
    content: z.string().min(1).max(900_000).meta({
      description:
        "An iCalendar file (RFC 5545): events of whole days or hours, with RRULE, EXDATE and time zones",
      example:
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Independence Day\r\nDTSTART;VALUE=DATE:20260824\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR",
    }),
  })
  .meta({ id: "HolidayCalendarUpload" });

export const calendarSummary = z
  .strictObject({
    name: z.string(),
    days: int4(0).meta({ description: "How many, with each time that a recurring one comes by" }),
    knownUntil: z.iso.date().meta({ description: "Recurring events are known up to then" }),
    updatedAt: z.date(),
  })
  .meta({ id: "HolidayCalendarSummary" });

const holiday = z.strictObject({
  name: z.string(),
  from: z.string().meta({
    description:
      "A date, or a time without a zone, by the clock of whoever is written to; else an instant",
  }),
  to: z.string().meta({ description: "The first date, time or instant that is over" }),
});

export const calendarDetails = calendarSummary
  .extend({ events: z.array(holiday) })
  .meta({ id: "HolidayCalendarDetails" });

export const calendarList = z
  .strictObject({ items: z.array(calendarSummary) })
  .meta({ id: "HolidayCalendarList" });

export type CalendarSummary = z.input<typeof calendarSummary>;
export type CalendarDetails = z.input<typeof calendarDetails>;
