import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

export const end = defineBlock({
  kind: "end",
  label: "End",
  description: "Ends the run.",
  group: "ends",
  schema: z.strictObject({}),
  role: "end",
  place: "database",
  branches: [],
  summary: () => sayBlock("end"),
  perform: () => Promise.resolve({ branch: "", note: sayVisit("ended") }),
});
