import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  segment: z.string().trim().min(1).max(200).meta({ title: "Segment", widget: "segment" }),
});

function noteOf(
  result: boolean | "by rule",
  segment: string,
  notes: { changed: string; unchanged: string },
): string {
  if (result === "by rule") return sayVisit("segmentHasRule", { segment });
  return result ? notes.changed : notes.unchanged;
}

export const addToSegment = defineBlock({
  kind: "addToSegment",
  label: "Add to segment",
  description: "Makes the contact a member of a segment, which is made if it does not exist.",
  group: "data",
  schema,
  example: { segment: "VIP" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ segment }) => sayBlock("addToSegment", { segment }),
  perform: async (config, context) => {
    const added = await context.segments.add(config.segment);
    return {
      branch: "next",
      launches: added === true,
      note: noteOf(added, config.segment, {
        changed: sayVisit("added", config),
        unchanged: sayVisit("wasIn", config),
      }),
    };
  },
});

export const removeFromSegment = defineBlock({
  kind: "removeFromSegment",
  label: "Remove from segment",
  description: "Ends the contact's membership of a segment.",
  group: "data",
  schema,
  example: { segment: "VIP" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ segment }) => sayBlock("removeFromSegment", { segment }),
  perform: async (config, context) => {
    const removed = await context.segments.remove(config.segment);
    return {
      branch: "next",
      launches: removed === true,
      note: noteOf(removed, config.segment, {
        changed: sayVisit("removed", config),
        unchanged: sayVisit("wasNotIn", config),
      }),
    };
  },
});
