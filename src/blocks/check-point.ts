import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  name: z.string().trim().max(100).default("").meta({ title: "Name" }),
});

export const checkPoint = defineBlock({
  kind: "checkPoint",
  label: "Check point",
  description: "Notes that the run has come this far; it changes nothing.",
  group: "logic",
  schema,
  example: { name: "Offer shown" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ name }) => sayBlock("checkPoint", { name }),
  issues: ({ name }) =>
    name === "" ? [{ field: "name", message: "the check point has no name" }] : [],
  perform: ({ name }) =>
    Promise.resolve({
      branch: "next",
      note: sayVisit("passed", { name }),
      data: { checkPoint: name },
    }),
});
