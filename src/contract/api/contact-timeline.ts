import { z } from "zod";
import { consentSources } from "../../domain/consent.ts";
import { outcomes } from "../../domain/event.ts";
import { count, int4 } from "../integers.ts";
import { pageOf, pageQuery } from "./page.ts";
import { messageStates } from "./message.ts";
import { runStatuses } from "./run.ts";

/** What a time line is made of. */
export const timelineKinds = ["event", "reaction", "run", "message", "consent", "reset"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const kindList = z
  .string()
  .max(100)
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(timelineKinds)));

export const timelineQuery = pageQuery
  .extend({
    kind: kindList.optional().meta({
      description:
        `Entries of these kinds only, with commas between: ${timelineKinds.join(", ")}. A ` +
        "reaction is a click or an open",
      example: "run,message",
    }),
  })
  .meta({ id: "TimelineQuery" });
export type TimelineQuery = z.output<typeof timelineQuery>;

const linkedWorkflow = z.strictObject({ id: z.guid(), name: z.string() });

const by = z
  .strictObject({
    kind: z.enum(["person", "key"]),
    name: z.string().nullable().meta({ description: "Null: deleted since, or it has none" }),
  })
  .nullable();

const eventType = z.strictObject({ key: z.string(), name: z.string() });

const decision = z.strictObject({
  bindingId: z.guid(),
  workflow: linkedWorkflow,
  role: z.enum(["start", "stop"]),
  outcome: z.enum(outcomes),
  reason: z.string().nullable().meta({ description: "Why, in words" }),
  until: z.date().nullable(),
  runId: z.guid().nullable(),
});

const entry = { at: z.date() };

const timelineEntry = z
  .discriminatedUnion("kind", [
    z.strictObject({
      ...entry,
      kind: z.literal("event"),
      id: z.guid(),
      type: eventType,
      key: z.string(),
      source: z.string(),
      past: z.boolean(),
      startedBy: by.meta({
        description: "Who started a workflow by hand with it; null: it is no such event",
      }),
      decisions: z.array(decision),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("reaction"),
      id: z.guid(),
      type: eventType,
      messageId: z.string().nullable(),
      url: z.string().nullable(),
      byMachine: z.boolean().meta({ description: "A scanner or a preview did it, not a person" }),
      decisions: z.array(decision),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("run"),
      id: z.guid(),
      workflow: linkedWorkflow,
      version: int4(0),
      test: z.boolean(),
      status: z.enum(runStatuses),
      eventId: z.guid(),
      endedAt: z.date().nullable(),
      reason: z.string().nullable().meta({ description: "Why it failed or was stopped, in words" }),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("message"),
      id: z.guid(),
      workflow: linkedWorkflow,
      runId: z.guid(),
      channel: z.string(),
      recipient: z.string(),
      subject: z.string(),
      state: z.enum(messageStates),
      test: z.boolean(),
      error: z.string().nullable(),
      sentAt: z.date().nullable(),
      openedAt: z.date().nullable(),
      clickedAt: z.date().nullable(),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("consent"),
      id: count,
      topic: z
        .strictObject({ key: z.string(), name: z.string().nullable() })
        .nullable()
        .meta({ description: "Null: all marketing" }),
      channel: z.string().nullable().meta({ description: "Null: every channel" }),
      state: z.enum(["subscribed", "unsubscribed", "pending", "forgotten"]),
      source: z.enum(consentSources),
      messageId: z.guid().nullable(),
      runId: z.guid().nullable(),
      by,
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("reset"),
      id: z.guid(),
      bindingId: z.guid(),
      workflow: linkedWorkflow.nullable().meta({ description: "Null: the trigger was deleted" }),
      by,
    }),
  ])
  .meta({ id: "TimelineEntry" });

export const timelinePage = pageOf(timelineEntry).meta({ id: "TimelinePage" });

export type TimelineEntry = z.input<typeof timelineEntry>;
