import { z } from "zod";
import { describeWindows, isWithin } from "../domain/time-window.ts";
import { defineBlock } from "./block.ts";
import { clock, timeWindows, zoneOf } from "./time-settings.ts";
import {
  elseLabel,
  nameProblems,
  namedWays,
  noWays,
  otherwise,
  wayName,
  waysAndElse,
} from "./ways.ts";

const schema = z.strictObject({
  ways: z
    .array(z.strictObject({ name: wayName, windows: timeWindows }))
    .max(20)
    .default([])
    .meta({
      title: "Ways",
      description: "Looked at in their order: the first with hours that are now is taken",
      widget: "ways",
    }),
  ...clock,
});

export const branchByTime = defineBlock({
  kind: "branchByTime",
  label: "Branch by day and time",
  description: "Goes one of several ways by the weekday and the hour at which the run comes by.",
  group: "logic",
  schema,
  example: {
    ways: [
      { name: "Weekend", windows: [{ days: ["saturday", "sunday"], from: "00:00", to: "24:00" }] },
    ],
  },
  role: "step",
  place: "database",
  branches: waysAndElse,
  branchLabels: elseLabel,
  summary: (config) => `Branch by time: ${namedWays(waysAndElse, config).join(", ")}`,
  problems: ({ ways }) => [...noWays(ways), ...nameProblems(ways)],
  perform: async (config, context) => {
    const { contact } = await context.facts();
    const zone = zoneOf(config, contact);
    const taken = config.ways.find(({ windows }) => isWithin(windows, context.now, zone));
    return taken === undefined
      ? { branch: otherwise, note: `Outside of all hours (${zone})` }
      : { branch: taken.name, note: `${describeWindows(taken.windows)} (${zone})` };
  },
});
