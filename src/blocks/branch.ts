import { z } from "zod";
import { describeCondition, evaluateCondition } from "../domain/condition.ts";
import { defineBlock } from "./block.ts";
import { conditionRule } from "./settings.ts";
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
    .array(z.strictObject({ name: wayName, rule: conditionRule }))
    .max(50)
    .default([])
    .meta({
      title: "Ways",
      description: "Looked at in their order: the first whose condition holds is taken",
      widget: "ways",
    }),
});

export const branch = defineBlock({
  kind: "branch",
  label: "Branch",
  description:
    "Goes the first of several ways whose condition holds, and another one if none does.",
  group: "logic",
  schema,
  example: {
    ways: [{ name: "Large", rule: { ">": [{ var: "event.params.total" }, 100] } }],
  },
  role: "step",
  place: "database",
  branches: waysAndElse,
  branchLabels: elseLabel,
  summary: (config) => `Branch: ${namedWays(waysAndElse, config).join(", ")}`,
  problems: ({ ways }) => [...noWays(ways), ...nameProblems(ways)],
  perform: async ({ ways }, context) => {
    const facts = await context.facts();
    const taken = ways.find(({ rule }) => evaluateCondition(rule, facts));
    return taken === undefined
      ? { branch: otherwise, note: "No condition holds" }
      : { branch: taken.name, note: `${taken.name}: ${describeCondition(taken.rule)}` };
  },
});
