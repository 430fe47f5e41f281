import { z } from "zod";
import { defineBlock } from "./block.ts";
import { conditionRule, eventFilter, eventTypeKey } from "./settings.ts";

const schema = z.strictObject({
  /** The event that means success. */
  eventTypeKey: eventTypeKey.optional(),
  filter: eventFilter.nullable().default(null),
  match: z.enum(["contact", "key"]).default("contact"),
  /** Whether an event counts that came since the run started. */
  includeEarlier: z.boolean().default(true),
  /** Or the condition that does, looked at after each wait. */
  rule: conditionRule.optional(),
});

export const goal = defineBlock({
  kind: "goal",
  label: "Goal",
  description:
    "From here on the run ends early, as a success, when an event comes or a condition holds.",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  awaits: ({ eventTypeKey: key }) => (key === undefined ? [] : [key]),
  summary: ({ eventTypeKey: key }) => (key === undefined ? "Goal" : `Goal "${key}"`),
  problems: ({ eventTypeKey: key, rule }) =>
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
      return { branch: "next", note: "Watches for its condition" };
    }
    if (key === undefined) throw new Error("a goal has an event or a condition");
    const reached = await context.events.await({ kind: "goal", eventTypeKey: key, ...wish });
    return reached === null
      ? { branch: "next", note: `Watches for "${key}"` }
      : { branch: "next", goal: true, note: `Reached: "${key}" had come already`, data: reached };
  },
});
