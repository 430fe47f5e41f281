import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { inHundredths, shareOf } from "../domain/split.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { branchNameIssues, noBranches, branchName } from "./branches.ts";

const percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.abs(value * 100 - inHundredths(value)) < 1e-6, {
    message: "has more than two decimals",
  })
  .meta({ title: "Percent", description: "At most two decimals; all together are 100" });

const schema = z.strictObject({
  ways: z
    .array(z.strictObject({ name: branchName, percent }))
    .max(20)
    .default([
      { name: "A", percent: 50 },
      { name: "B", percent: 50 },
    ])
    .meta({ title: "Branches", widget: "ways" }),
});

type SplitBranches = z.output<typeof schema>["ways"];

function sumIssues(ways: SplitBranches): BlockIssue[] {
  const sum = ways.reduce((total, way) => total + inHundredths(way.percent), 0);
  return ways.length === 0 || sum === 10_000
    ? []
    : [{ field: "ways", message: `the percentages add up to ${sum / 100}, not to 100` }];
}

export const randomSplit = defineBlock({
  kind: "randomSplit",
  label: "Random split",
  description: "Splits contacts between branches by share; a contact always takes the same branch.",
  group: "logic",
  schema,
  role: "step",
  place: "database",
  branches: { of: "ways", by: "name", rest: [] },
  summary: ({ ways }) => {
    const shares = ways.map(({ name, percent: share }) => `${name} ${share} %`).join(", ");
    return shares === "" ? sayBlock("splitOfNone") : sayBlock("split", { shares });
  },
  issues: ({ ways }) => [...noBranches(ways), ...branchNameIssues(ways, []), ...sumIssues(ways)],
  perform: ({ ways }, { here }) => {
    // Without the version: after an edit, a contact still takes the branch that it took before.
    const name = shareOf(ways, `${here.workflowId}/${here.blockId}/${here.contactId}`);
    return Promise.resolve({ branch: name, note: sayVisit("fell", { branch: name }) });
  },
});
