import { z } from "zod";
import type { ContactFacts } from "../domain/facts.ts";
import { isTimeZone } from "../domain/frequency.ts";
import { weekdays } from "../domain/time-window.ts";

/** Settings of the kinds that look at a calendar or a clock. */

/** Whose clock: the contact's where it is known and wanted, the given one otherwise. */
export const clock = {
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
    .default("UTC"),
  /** Whether the contact's own time zone goes before `timeZone`. */
  inContactTimeZone: z.boolean().default(true),
};

export function zoneOf(
  { timeZone, inContactTimeZone }: { timeZone: string; inContactTimeZone: boolean },
  contact: ContactFacts | null,
): string {
  const own = inContactTimeZone ? contact?.timeZone : null;
  return own != null && isTimeZone(own) ? own : timeZone;
}

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00");

const timeWindow = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1).max(7),
  from: timeOfDay,
  to: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "must be a time of day such as 18:00, or 24:00"),
});

export const timeWindows = z.array(timeWindow).min(1).max(20);
