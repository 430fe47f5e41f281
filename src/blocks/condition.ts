import { z } from "zod";
import { describeCondition, evaluateCondition, parseCondition } from "../domain/condition.ts";
import type { Condition } from "../domain/condition.ts";
import { defineBlock } from "./block.ts";

/** A JsonLogic rule, checked where it is read. */
const conditionSchema = z
  .unknown()
  .transform((rule, check) => {
    const parsed = parseCondition(rule);
    if (parsed.ok) return parsed.condition;
    for (const problem of parsed.problems) {
      check.addIssue({ code: "custom", message: `${problem.path}: ${problem.message}` });
    }
    return z.NEVER;
  })
  .meta({
    id: "Condition",
    description:
      'A JsonLogic rule over event, contact and order, e.g. {">": [{"var": "event.params.total"}, 50]}; ' +
      'segment membership is {"in": ["VIP", {"var": "contact.segments"}]}',
    override: { type: "object" },
  }) as unknown as z.ZodType<Condition>;

export const condition = defineBlock({
  kind: "condition",
  label: "Condition",
  description: "Goes one of two ways, by the event, the contact, its segments or the order.",
  schema: z.strictObject({ rule: conditionSchema }),
  role: "step",
  place: "database",
  branches: ["yes", "no"],
  summary: () => "Condition",
  perform: async (config, context) => {
    const holds = evaluateCondition(config.rule, await context.facts());
    return {
      branch: holds ? "yes" : "no",
      note: `${describeCondition(config.rule)}: ${holds ? "yes" : "no"}`,
    };
  },
});
