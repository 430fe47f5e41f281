import { z } from "zod";
import { sayRun } from "../../domain/sentences/run-sentences.ts";
import { int4 } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";

const states = ["pending", "running", "done", "stopped", "failed"] as const;

export const fanOutsQuery = pageQuery
  .extend({ workflowId: id.optional(), state: z.enum(states).optional() })
  .meta({ id: "FanOutsQuery" });

export const fanOut = z
  .strictObject({
    id: z.guid(),
    kind: z.enum(["events", "stops"]).meta({
      description:
        "events: one for each member of a segment; stops: one for each run of a workflow",
    }),
    cause: z.enum(["event", "schedule", "block", "pause", "archive", "publish"]),
    workflow: z
      .strictObject({ id: z.guid(), name: z.string() })
      .nullable()
      .meta({ description: "Whose start, block or change began it" }),
    bindingId: z.guid().nullable(),
    segment: z.strictObject({ id: z.guid(), name: z.string() }).nullable(),
    eventTypeKey: z.string().nullable().meta({ description: "Of the events that members get" }),
    eventId: z.guid().nullable().meta({ description: "The event that began it" }),
    runId: z.guid().nullable().meta({ description: "The run whose block began it" }),
    blockId: z.string().nullable(),
    scheduledAt: z.date().nullable().meta({ description: "The schedule's time that began it" }),
    state: z.enum(states).meta({ description: "pending: not yet handed to Temporal" }),
    total: int4(0).nullable().meta({ description: "Counted when it begins; null before" }),
    done: int4(0).meta({ description: "Members (or runs) dealt with" }),
    launched: int4(0).meta({
      description: "Runs launched; of stops: runs that were asked to stop",
    }),
    failed: int4(0).meta({ description: "Members whose event could not be kept: see error" }),
    reason: z.string().nullable().meta({ description: "What stopped runs are told" }),
    stopReason: z
      .string()
      .nullable()
      .meta({ description: "Why it ends, or ended, before its end" }),
    error: z.string().nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "FanOut" });

export const fanOutPage = pageOf(fanOut).meta({ id: "FanOutPage" });

export const stopFanOutBody = z
  .strictObject({ reason: title(500).default(sayRun("stoppedByHand")) })
  .prefault({})
  .meta({ id: "StopFanOut" });

export const stopFanOutAnswer = z
  .strictObject({ outcome: z.enum(["requested", "requested_before"]) })
  .meta({ id: "StopFanOutAnswer" });

export type FanOutsQuery = z.output<typeof fanOutsQuery>;
export type FanOutAnswer = z.input<typeof fanOut>;
