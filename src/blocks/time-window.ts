import { z } from "zod";
import { timeWindowsLabel, nextWithin } from "../domain/time-window.ts";
import { defineBlock } from "./block.ts";
import { clock, timeWindows, zoneOf } from "./time-settings.ts";

const workingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

const schema = z.strictObject({
  windows: timeWindows.default([{ days: [...workingDays], from: "09:00", to: "18:00" }]),
  ...clock,
});

export const timeWindow = defineBlock({
  kind: "timeWindow",
  label: "Time window",
  description: "Waits for the allowed days and hours; within them the run goes on at once.",
  group: "waits",
  schema,
  role: "wait",
  place: "database",
  branches: ["next"],
  summary: ({ windows }) => `Wait for ${timeWindowsLabel(windows)}`,
  perform: async (config, context) => {
    const zone = zoneOf(config, await context.facts());
    const hours = `${timeWindowsLabel(config.windows)} (${zone})`;
    const until = nextWithin(config.windows, context.now, zone);
    return until.getTime() === context.now.getTime()
      ? { branch: "next", note: `Within ${hours}` }
      : { branch: "next", waitUntil: until, note: `Waits for ${hours}` };
  },
});
