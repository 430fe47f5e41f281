import { z } from "zod";
import { int4 } from "../integers.ts";
import { id } from "./fields.ts";
import { messageStates } from "./message.ts";
import { pageOf, pageQuery } from "./page.ts";

const states = ["running", "paused", "held", "ended", "stopped"] as const;

export const broadcastsQuery = pageQuery
  .extend({ workflowId: id.optional(), state: z.enum(states).optional() })
  .meta({ id: "BroadcastsQuery" });

export const broadcast = z
  .strictObject({
    id: z.guid(),
    workflow: z.strictObject({ id: z.guid(), name: z.string() }),
    runId: z.guid().meta({ description: "The run whose block it is: to stop it, stop this run" }),
    blockId: z.string(),
    segment: z
      .strictObject({ id: z.guid(), name: z.string() })
      .nullable()
      .meta({ description: "null: it was deleted" }),
    state: z.enum(states).meta({
      description:
        "held: all members were gone through, and some of their messages wait under a cap or for the end of quiet hours; stopped: its run has ended before",
    }),
    total: int4(0).meta({ description: "Members when it began; at its end those it went through" }),
    skipped: int4(0).meta({
      description: "Members without a message: not reached, unsubscribed or held out",
    }),
    createdAt: z.date(),
    pausedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "Broadcast" });

export const broadcastDetails = broadcast
  .extend({
    messages: z
      .array(
        z.strictObject({
          channel: z.string(),
          state: z.enum(messageStates),
          count: int4(0),
        }),
      )
      .meta({ description: "The members' messages now, by channel and by what became of them" }),
  })
  .meta({ id: "BroadcastDetails" });

export const broadcastPage = pageOf(broadcast).meta({ id: "BroadcastPage" });

const reason = z.strictObject({ why: z.string(), count: int4(0) });

export const audience = z
  .strictObject({
    segment: z.strictObject({ id: z.guid(), name: z.string() }),
    total: int4(0).meta({ description: "Members of the segment" }),
    examined: int4(0).meta({
      description: "Members who were looked at, 50,000 at most: all that follows counts these",
    }),
    reached: int4(0).meta({ description: "Members who would be sent a message" }),
    channels: z.array(z.strictObject({ channel: z.string(), reached: int4(0) })).meta({
      description: "Those who are reached, by the channel that is the first to reach them",
    }),
    unreached: z.array(reason).meta({ description: "Members who would get none, by the reason" }),
    heldOut: int4(0).meta({ description: "Members whom the workflow or the workspace holds out" }),
    heldBack: z.array(reason).meta({
      description:
        "Of those who are reached: whose message would wait, or be dropped, if it were sent now",
    }),
  })
  .meta({ id: "BroadcastAudience" });

export type BroadcastsQuery = z.output<typeof broadcastsQuery>;
export type BroadcastAnswer = z.input<typeof broadcast>;
export type BroadcastDetailsAnswer = z.input<typeof broadcastDetails>;
export type AudienceAnswer = z.input<typeof audience>;
