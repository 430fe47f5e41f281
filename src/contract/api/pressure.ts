import { z } from "zod";
import { span } from "../../blocks/settings.ts";
import { timeWindows } from "../../blocks/time-settings.ts";
import { channels } from "../../channels/registry.ts";
import { defaultPressure } from "../../domain/pressure/settings.ts";
import { isWithin, weekdays } from "../../domain/time-window.ts";

const longest = { hours: 8_760, days: 365, weeks: 52, months: 12 } as const;

const channel = z.string().refine((name) => channels.has(name), "is no channel");

const ofChannels = z
  .union([z.literal("all"), z.array(channel).min(1)])
  .default("all")
  .meta({ description: "All channels together, or those that are named" });

const cap = z
  .strictObject({
    channels: ofChannels,
    limit: z.int().min(1).max(1_000),
    window: z.enum(["rolling", "calendar"]).default("rolling").meta({
      description:
        "rolling: in any stretch of time that long; calendar: from one full hour, midnight, Monday or first of a month to the next, by the contact's clock",
    }),
    every: z.int().min(1).max(longest.hours).default(1),
    unit: z.enum(["hours", "days", "weeks", "months"]),
  })
  .superRefine(({ every, unit }, check) => {
    if (every > longest[unit]) {
      check.addIssue({
        code: "custom",
        path: ["every"],
        message: `at most ${longest[unit]} ${unit}`,
      });
    }
  })
  .meta({ id: "PressureCap" });

const quietHours = z
  .strictObject({
    channels: ofChannels,
    windows: timeWindows.refine(
      (windows) => hasGap(windows),
      "they leave no time of the week at which a message may go out",
    ),
  })
  .meta({ id: "QuietHours", description: "By the contact's clock, else the workspace's" });

/** Whether they leave any time of the week: it would begin where one of them ends. */
function hasGap(windows: z.output<typeof timeWindows>): boolean {
  return windows.some(({ to }) =>
    weekdays.some((_, day) => {
      const [hours = 0, minutes = 0] = to.split(":").map(Number);
      const end = new Date(Date.UTC(2026, 0, 5 + day, hours, minutes));
      return !isWithin(windows, end, "UTC");
    }),
  );
}

const waitOrSkip = z.enum(["wait", "skip"]);

/** What is left out is as it is in a new workspace. */
export const pressureSettings = z
  .strictObject({
    caps: z.array(cap).max(20).default([]).meta({ description: "Each must have room" }),
    transactional: z.enum(["ignored", "counted"]).default(defaultPressure.transactional).meta({
      description:
        "Whether transactional messages, which no cap holds back, take places from others",
    }),
    overCap: waitOrSkip.default(defaultPressure.overCap).meta({
      description: "What becomes of a message over a cap, where its block says nothing else",
    }),
    quietHours: z.array(quietHours).max(20).default([]),
    holidays: z
      .array(z.string().trim().min(1).max(100))
      .max(10)
      .default([])
      .meta({ description: "Names of calendars on whose days no marketing message goes out" }),
    inQuietHours: waitOrSkip.default(defaultPressure.inQuietHours),
    latest: span.default(defaultPressure.latest).meta({
      description: "How long a message waits at most; then it is not sent",
    }),
  })
  .meta({ id: "PressureSettings" });

export type PressureAnswer = z.output<typeof pressureSettings>;
