import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

export const start = defineBlock({
  kind: "start",
  label: "Start",
  description: "Where a run begins. The workflow's triggers say what starts it.",
  group: "ends",
  schema: z.strictObject({}),
  role: "start",
  place: "database",
  branches: ["next"],
  summary: () => sayBlock("start"),
  perform: () => Promise.resolve({ branch: "next", note: sayVisit("started") }),
});
