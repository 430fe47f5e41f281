import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import {
  conditionRule,
  eventFilter,
  eventMatch,
  eventTypeKey,
  onlySuchEvents,
} from "./settings.ts";

const schema = z.strictObject({
  eventTypeKey: eventTypeKey.optional().meta({ title: "The event that means success" }),
  filter: eventFilter.nullable().default(null).meta(onlySuchEvents),
  match: eventMatch,
  includeEarlier: z.boolean().default(true).meta({
    title: "Count earlier events",
    description: "Those that came since the run started",
  }),
  rule: conditionRule.optional().meta({
    title: "Or the condition that does",
    description: "Looked at after each wait",
  }),
});

export const goal = defineBlock({
  kind: "goal",
  label: "Goal",
  description:
    "From here on the run ends early, as a success, when an event comes or a condition holds.",
  group: "events",
  schema,
  example: { eventTypeKey: "orderPaid" },
  role: "step",
  place: "database",
  branches: ["next"],
  awaits: ({ eventTypeKey: key }) => (key === undefined ? [] : [key]),
  summary: ({ eventTypeKey: key }) =>
    key === undefined ? sayBlock("goal") : sayBlock("goalOf", { key }),
  issues: ({ eventTypeKey: key, rule }) =>
    (key === undefined) === (rule === undefined)
      ? [
          {
            field: "eventTypeKey",
            message: "a goal is an event or a condition: give one of the two",
          },
        ]
      : [],
  perform: async ({ eventTypeKey: key, rule, ...wish }, context) => {
    if (rule !== undefined) {
      await context.events.watch(rule);
      return { branch: "next", note: sayVisit("watchesForCondition") };
    }
    if (key === undefined) throw new Error("a goal has an event or a condition");
    const reached = await context.events.await({ kind: "goal", eventTypeKey: key, ...wish });
    return reached === null
      ? { branch: "next", note: sayVisit("watchesForEvent", { key }) }
      : { branch: "next", goal: true, note: sayVisit("goalReached", { key }), data: reached };
  },
});
