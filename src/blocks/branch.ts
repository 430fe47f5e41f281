import { z } from "zod";
import type { Condition } from "../domain/condition.ts";
import { conditionLabel, evaluateCondition } from "../domain/condition.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { conditionRule } from "./settings.ts";
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
    .array(z.strictObject({ name: branchName, rule: conditionRule }))
    .max(50)
    .default([])
    .meta({
      title: "Branches",
      description: "Looked at in their order: the first whose condition holds is taken",
      widget: "ways",
    }),
});

function noteOf({ name, rule }: { name: string; rule: Condition }): string {
  return sayVisit("branchHolds", { branch: name, condition: conditionLabel(rule) });
}

export const branch = defineBlock({
  kind: "branch",
  label: "Branch",
  description:
    "Takes the first of several branches whose condition holds, and another one if none does.",
  group: "logic",
  schema,
  example: {
    ways: [{ name: "Large", rule: { ">": [{ var: "event.params.total" }, 100] } }],
  },
  role: "step",
  place: "database",
  branches: branchesAndElse,
  branchLabels: elseLabel,
  summary: ({ ways }) =>
    ways.length === 0 ? sayBlock("branchOfNone") : sayBlock("branch", { names: namesOf(ways) }),
  issues: ({ ways }) => [...noBranches(ways), ...branchNameIssues(ways)],
  perform: async ({ ways }, context) => {
    const facts = await context.facts();
    const taken = ways.find(({ rule }) => evaluateCondition(rule, facts));
    return taken === undefined
      ? { branch: otherwise, note: sayVisit("noneHolds") }
      : { branch: taken.name, note: noteOf(taken) };
  },
});
