import { z } from "zod";
import { count, int4 } from "../integers.ts";

/** Where the open runs of a workflow stand. */
export const waitingRuns = z
  .strictObject({
    places: z.array(
      z.strictObject({
        version: int4(0),
        blockId: z.string(),
        kind: z.string(),
        name: z.string().meta({ description: "As its author calls the block, or what it does" }),
        runs: count,
        paused: count.meta({ description: "Among them, those that are paused" }),
        inDraft: z.boolean().meta({
          description: "Whether the draft has the block, of the same kind: they could follow",
        }),
      }),
    ),
    inProgress: count.meta({ description: "Runs between two places, which go on as they are" }),
    notStarted: count,
    isAll: z.boolean().meta({ description: "False: there are more than were counted" }),
  })
  .meta({ id: "WaitingRuns" });

export type WaitingRuns = z.input<typeof waitingRuns>;
