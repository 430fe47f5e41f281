import { z } from "zod";
import { count } from "../integers.ts";

const version = z.strictObject({
  buildId: z.string().meta({ description: "Its release and its interpreter" }),
  standing: z.enum(["current", "ramping", "ready", "draining", "retired"]).meta({
    description:
      "`ready`: its workers ask for work, and get none. `retired`: it was current, and nothing is left of it",
  }),
  openRuns: count.meta({ description: "Open runs (and fan-outs) whose last step it took" }),
  cannotFollow: count.meta({
    description:
      "Open runs that a later interpreter has moved on: while there are any, it is not promoted",
  }),
  workers: z
    .array(z.strictObject({ identity: z.string(), name: z.string() }))
    .meta({ description: "Which of them have asked for work within the last 90 seconds" }),
});

export const workerVersionsAnswer = z
  .strictObject({
    deployment: z
      .string()
      .nullable()
      .meta({ description: "Null: the workers are of no worker deployment, or nothing is known" }),
    current: z.string().nullable().meta({
      description: "To which release work is routed; null: to workers that are of no deployment",
    }),
    ramping: z
      .strictObject({
        buildId: z.string().nullable(),
        percent: z.number().min(0).max(100),
      })
      .nullable()
      .meta({ description: "To which release a share of runs is routed, to try it out" }),
    versions: z.array(version).meta({ description: "The newest first" }),
    why: z
      .string()
      .nullable()
      .meta({ description: "Why nothing is known: Temporal does not answer; null where it does" }),
  })
  .meta({ id: "WorkerVersions" });

export type WorkerVersionsAnswer = z.input<typeof workerVersionsAnswer>;
