import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { timeWindowsLabel, isWithin } from "../domain/time-window.ts";
import { defineBlock } from "./block.ts";
import { clock, timeWindows, zoneOf } from "./time-settings.ts";
import {
  elseLabel,
  branchNameIssues,
  namesOf,
  noBranches,
  otherwise,
  branchName,
  branchesAndElse,
} from "./branches.ts";

const schema = z.strictObject({
  ways: z
    .array(z.strictObject({ name: branchName, windows: timeWindows }))
    .max(20)
    .default([])
    .meta({
      title: "Branches",
      description: "Looked at in their order: the first with hours that are now is taken",
      widget: "ways",
    }),
  ...clock,
});

export const branchByTime = defineBlock({
  kind: "branchByTime",
  label: "Branch by day and time",
  description:
    "Takes one of several branches, by the weekday and the hour at which the run gets here.",
  group: "logic",
  schema,
  example: {
    ways: [
      { name: "Weekend", windows: [{ days: ["saturday", "sunday"], from: "00:00", to: "24:00" }] },
    ],
  },
  role: "step",
  place: "database",
  branches: branchesAndElse,
  branchLabels: elseLabel,
  summary: ({ ways }) =>
    ways.length === 0
      ? sayBlock("branchByTimeOfNone")
      : sayBlock("branchByTime", { names: namesOf(ways) }),
  issues: ({ ways }) => [...noBranches(ways), ...branchNameIssues(ways)],
  perform: async (config, context) => {
    const zone = zoneOf(config, await context.facts());
    const taken = config.ways.find(({ windows }) => isWithin(windows, context.now, zone));
    return taken === undefined
      ? { branch: otherwise, note: sayVisit("outsideOfHours", { zone }) }
      : {
          branch: taken.name,
          note: sayVisit("isWithinHours", { hours: timeWindowsLabel(taken.windows), zone }),
        };
  },
});
