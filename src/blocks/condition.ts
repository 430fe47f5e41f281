import { z } from "zod";
import { conditionLabel, evaluateCondition } from "../domain/condition.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
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
  summary: () => sayBlock("condition"),
  perform: async (config, context) => {
    const label = conditionLabel(config.rule);
    return evaluateCondition(config.rule, await context.facts())
      ? { branch: "yes", note: sayVisit("holds", { condition: label }) }
      : { branch: "no", note: sayVisit("holdsNot", { condition: label }) };
  },
});
