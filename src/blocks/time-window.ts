import { z } from "zod";
import { nextOpening } from "../domain/pressure/quiet.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { timeWindowsLabel } from "../domain/time-window.ts";
import { defineBlock } from "./block.ts";
import { clock, holidayCalendars, timeWindows, zoneOf } from "./time-settings.ts";

const workingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

const schema = z.strictObject({
  windows: timeWindows.default([{ days: [...workingDays], from: "09:00", to: "18:00" }]),
  holidays: holidayCalendars.default([]).meta({
    title: "Not on",
    description: "Names of calendars of holidays: their days are outside of all hours",
  }),
  ...clock,
});
type Settings = z.output<typeof schema>;

function summary({ windows, holidays }: Settings): string {
  const hours = timeWindowsLabel(windows);
  return holidays.length === 0
    ? sayBlock("waitForHours", { hours })
    : sayBlock("waitForHoursBut", { hours, holidays: holidays.join(", ") });
}

export const timeWindow = defineBlock({
  kind: "timeWindow",
  label: "Time window",
  description: "Waits for the allowed days and hours; within them the run goes on at once.",
  group: "waits",
  schema,
  role: "wait",
  place: "database",
  branches: ["next"],
  summary,
  perform: async (config, context) => {
    const zone = zoneOf(config, await context.facts());
    const calendars = await context.holidays(config.holidays);
    const { at, passed } = nextOpening(config.windows, calendars, context.now, zone);
    if (at.getTime() === context.now.getTime()) {
      return { branch: "next", note: withinNote(config, zone) };
    }
    return { branch: "next", waitUntil: at, note: waitNote(config, zone, passed) };
  },
});

function withinNote({ windows, holidays }: Settings, zone: string): string {
  const hours = timeWindowsLabel(windows);
  return holidays.length === 0
    ? sayVisit("within", { hours, zone })
    : sayVisit("withinBut", { hours, holidays: holidays.join(", "), zone });
}

/** @param days holidays that are passed over */
function waitNote({ windows, holidays: calendars }: Settings, zone: string, days: string[]) {
  const [hours, holidays, passed] = [
    timeWindowsLabel(windows),
    calendars.join(", "),
    days.join(", "),
  ];
  if (days.length === 0) {
    return calendars.length === 0
      ? sayVisit("waitsForHours", { hours, zone })
      : sayVisit("waitsForHoursBut", { hours, holidays, zone });
  }
  return calendars.length === 0
    ? sayVisit("waitsPast", { hours, zone, passed })
    : sayVisit("waitsPastBut", { hours, holidays, zone, passed });
}
