import { z } from "zod";
import { conditionLabel, evaluateCondition } from "../domain/condition.ts";
import { defineBlock } from "./block.ts";
import { conditionRule } from "./settings.ts";

export const condition = defineBlock({
  kind: "condition",
  label: "Condition",
  description:
    "Takes one of two branches, by the event, the contact, its segments, the order, what the run has set, and what became of its messages.",
  group: "logic",
  schema: z.strictObject({ rule: conditionRule }),
  example: { rule: { in: ["VIP", { var: "contact.segments" }] } },
  role: "step",
  place: "database",
  branches: ["yes", "no"],
  branchLabels: { yes: "Yes", no: "No" },
  summary: () => "Condition",
  perform: async (config, context) => {
    const holds = evaluateCondition(config.rule, await context.facts());
    return {
      branch: holds ? "yes" : "no",
      note: `${conditionLabel(config.rule)}: ${holds ? "yes" : "no"}`,
    };
  },
});
