import { z } from "zod";
import { outcomes } from "../../domain/event.ts";
import { int4 } from "../integers.ts";
import { id } from "./fields.ts";
import { messageSummary } from "./message.ts";
import { runSummary } from "./run.ts";

export const explanationParams = z.strictObject({ id, workflowId: id });

/** The first that holds, from what happened last to what never did. */
const explanationAnswers = [
  "sent",
  "message_not_sent",
  "message_failed",
  "message_held",
  "running",
  "run_failed",
  "run_stopped",
  "run_ended",
  "not_active",
  "no_trigger",
  "switched_off",
  "decided",
  "not_member",
  "no_event",
] as const;

const decision = z.strictObject({
  eventId: z.guid(),
  at: z.date(),
  outcome: z.enum(outcomes).nullable().meta({
    description: "Null: the trigger was not there yet, or the event was sent for another one",
  }),
  reason: z.string().nullable(),
  until: z.date().nullable(),
  runId: z.guid().nullable(),
});

const trigger = z.strictObject({
  bindingId: z.guid(),
  eventType: z.strictObject({ id: z.guid(), key: z.string(), name: z.string() }),
  source: z.enum(["event", "schedule"]),
  enabled: z.boolean(),
  words: z.string().meta({ description: "What it does" }),
  segment: z
    .strictObject({ name: z.string(), isMember: z.boolean() })
    .nullable()
    .meta({ description: "Of a start for the members of a segment: whether the contact is one" }),
  events: z.array(decision).meta({
    description: "The contact's newest events of its type, and what they came to",
  }),
  lastEventAt: z.date().nullable().meta({
    description: "When an event of its type came last, of anybody; null: never",
  }),
  closed: z.strictObject({ launchedAt: z.date(), opensAt: z.date().nullable() }).nullable().meta({
    description: "Its frequency starts nothing for the contact until then; null is never",
  }),
});

const notSent = z.strictObject({
  blockId: z.string(),
  name: z.string().nullable(),
  note: z.string().meta({ description: "Why, in words" }),
  at: z.date(),
});

export const explanation = z
  .strictObject({
    workflow: z.strictObject({
      id: z.guid(),
      name: z.string(),
      status: z.string(),
      version: int4(1).nullable(),
    }),
    answer: z.enum(explanationAnswers).meta({
      description:
        "What it comes to: of the newest run, or of the newest event where that launched none. " +
        "`decided`: an event came, and the newest of `events` says what it did",
    }),
    reason: z.string().nullable().meta({ description: "More about it, in words" }),
    triggers: z.array(trigger),
    runs: z.array(
      z.strictObject({
        run: runSummary,
        last: z
          .strictObject({
            blockId: z.string(),
            name: z.string().nullable(),
            kind: z.string(),
            branch: z.string(),
            note: z.string(),
          })
          .nullable()
          .meta({ description: "Where it is, or ended" }),
        notSent: z.array(notSent),
      }),
    ),
    messages: z.array(messageSummary).meta({ description: "Those of the workflow, newest first" }),
    blocked: z
      .array(
        z.strictObject({
          blockId: z.string(),
          name: z.string().nullable(),
          channel: z.string(),
          reason: z.string(),
        }),
      )
      .meta({ description: "Messages of the published version that would not reach them now" }),
  })
  .meta({ id: "Explanation" });

export type Explanation = z.input<typeof explanation>;
