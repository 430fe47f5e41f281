import { z } from "zod";
import { count } from "../integers.ts";

const activeRunsChoice = z.enum(["continue", "stop"]).meta({
  description:
    "What happens to the active runs: continue (the default), with their version; or stop, each after the block in progress",
});

/** A body that may be left out. */
export const activeRunsBody = z
  .strictObject({ runs: activeRunsChoice.default("continue") })
  .prefault({})
  .meta({ id: "RunsUnderWayChoice" });

export const activeRuns = z
  .strictObject({
    count: count.meta({ description: "Runs that it concerns, at that moment" }),
    now: z.enum(["continue", "stopping"]),
    fanOutId: z.guid().nullable().meta({ description: "What stops them: GET /fan-outs/{id}" }),
  })
  .meta({ id: "RunsUnderWay" });

export type ActiveRunsChoice = z.output<typeof activeRunsChoice>;
export type ActiveRuns = z.input<typeof activeRuns>;
