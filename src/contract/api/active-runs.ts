import { z } from "zod";
import { count } from "../integers.ts";
import { placements } from "./bulk-action.ts";

const activeRunsChoice = z.enum(["continue", "stop"]).meta({
  description:
    "What happens to the active runs: continue (the default), with their version; or stop, each after the block in progress",
});

/** Of a publishing: they may go on in the new version, too. */
export const publishBody = z
  .strictObject({
    runs: z
      .enum(["continue", "stop", "move"])
      .default("continue")
      .meta({
        description:
          "What happens to the active runs: continue (the default), with their version; stop, each after " +
          "the block in progress; or move: those that stand at a wait go on in the new version, as `places` says",
      }),
    places: placements.optional(),
  })
  .refine(({ runs, places }) => places === undefined || runs === "move", {
    path: ["places"],
    message: 'places need runs: "move": they say where those go that are moved',
  })
  .prefault({})
  .meta({ id: "PublishBody" });

/** A body that may be left out. */
export const activeRunsBody = z
  .strictObject({ runs: activeRunsChoice.default("continue") })
  .prefault({})
  .meta({ id: "RunsUnderWayChoice" });

export const activeRuns = z
  .strictObject({
    count: count.meta({ description: "Runs that it concerns, at that moment" }),
    now: z.enum(["continue", "stopping", "moving"]),
    fanOutId: z.guid().nullable().meta({ description: "What stops them: GET /fan-outs/{id}" }),
    bulkActionId: z.guid().nullable().meta({
      description: "What moves them: GET /bulk-actions/{id}",
    }),
  })
  .meta({ id: "RunsUnderWay" });

export type PublishChoice = z.output<typeof publishBody>;
export type ActiveRunsChoice = z.output<typeof activeRunsChoice>;
export type ActiveRuns = z.input<typeof activeRuns>;
