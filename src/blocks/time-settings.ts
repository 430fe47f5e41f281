import { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import { isTimeZone } from "../domain/frequency.ts";
import { localZone } from "../domain/local-zone.ts";
import { weekdays } from "../domain/time-window.ts";

/** Settings of the kinds that look at a calendar or a clock. */

/** Whose clock: the contact's where it is known and wanted, else the given one, else the workspace's. */
export const clock = {
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
    .optional()
    .meta({ title: "Time zone", description: "Empty: the workspace's", widget: "timeZone" }),
  inContactTimeZone: z.boolean().default(true).meta({
    title: "In the contact's own time zone",
    description: "Where it is known; else in the one that is chosen, or the workspace's",
  }),
};

export function zoneOf(
  { timeZone, inContactTimeZone }: { timeZone?: string | undefined; inContactTimeZone: boolean },
  { contact, workspace }: Pick<Facts, "contact" | "workspace">,
): string {
  const chosen = timeZone === undefined ? workspace : { timeZone };
  return localZone({ contact: inContactTimeZone ? contact : null, workspace: chosen });
}

/** Calendars of holidays, which are kept for the whole workspace. */
export const holidayCalendars = z
  .array(z.string().trim().min(1).max(100).meta({ title: "Calendar" }))
  .max(10);

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00")
  .meta({ title: "Time of day", widget: "time" });

const days = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

const timeWindow = z.strictObject({
  days: z
    .array(z.enum(weekdays).meta({ title: "Day", labels: days }))
    .min(1)
    .max(7)
    .meta({ title: "Days", widget: "weekdays" }),
  from: timeOfDay.meta({ title: "From" }),
  to: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "must be a time of day such as 18:00, or 24:00")
    .meta({
      title: "To",
      description: "The first minute that is outside; 24:00 is the day's end",
      widget: "time",
    }),
});

export const timeWindows = z
  .array(timeWindow)
  .min(1)
  .max(20)
  .meta({ title: "Hours", widget: "timeWindows" });
