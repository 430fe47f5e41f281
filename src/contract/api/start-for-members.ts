import { z } from "zod";
import { isTimeZone } from "../../domain/frequency.ts";
import { scheduleError, scheduleUnits, weekdaysFromSunday } from "../../domain/schedule.ts";

export const segmentName = z.string().trim().min(1).max(200);

export const forEachMemberOf = z
  .union([
    z.strictObject({ segment: segmentName }),
    z.strictObject({
      param: z.string().min(1).max(100).meta({ description: "The param that names the segment" }),
    }),
  ])
  .meta({
    id: "ForEachMemberOf",
    description:
      "Launches a run for each member of a segment, with the event's params, instead of one for the event's contact",
  });

const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");

const scheduleIn = <Zone extends z.ZodType<string | undefined>>(zone: Zone) =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("cron"),
      cron: z
        .string()
        .max(200)
        .meta({ description: "Minute, hour, day of the month, month, weekday: 0 9 * * 1-5" }),
      timeZone: zone,
    }),
    z.strictObject({
      kind: z.literal("every"),
      every: z.int().min(1).max(1_440),
      unit: z.enum(scheduleUnits),
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:30")
        .optional()
        .meta({ description: "Of days, weeks and months; midnight without" }),
      weekdays: z
        .array(z.enum(weekdaysFromSunday))
        .min(1)
        .overwrite((days) => weekdaysFromSunday.filter((day) => days.includes(day)))
        .optional()
        .meta({ description: "Of weeks; Monday without" }),
      timeZone: zone,
    }),
  ]);

export const schedule = scheduleIn(timeZone).meta({
  id: "Schedule",
  description: "When a regular start fires",
});

/** As somebody asks for it. */
export const scheduleBody = scheduleIn(
  timeZone.optional().meta({ description: "By default the workspace's, as it is then" }),
)
  .superRefine((value, check) => {
    const problem = scheduleError(value);
    if (problem !== null) {
      check.addIssue({ code: "custom", path: [problem.path], message: problem.message });
    }
  })
  .meta({ id: "ScheduleBody", description: "When a regular start fires" });
