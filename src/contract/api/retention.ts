import { z } from "zod";
import type { RetentionKind } from "../../domain/retention.ts";
import { leastRetention, mostRetention, retentionKinds } from "../../domain/retention.ts";
import { count } from "../integers.ts";

const about: Record<RetentionKind, string> = {
  events:
    "Events and what they decided. Partitions go as a whole: an event goes when its month (or day) is over " +
    "and due; one that a run still refers to stays with the run",
  runs: "Runs, from their end on. Open ones stay, however old; so do those of broadcasts",
  journals: "The way of each run through its blocks, from its end on; null: as long as the run",
  messages: "Messages with their logs, from the end of their run on. No longer than runs",
  messageContents:
    "What messages said, and what servers answered, from the end of their run on; null: as long as the message",
};

const days = (kind: RetentionKind) =>
  z
    .int()
    .min(leastRetention[kind])
    .max(mostRetention)
    .nullable()
    .meta({ description: about[kind] });

const retention = z
  .strictObject({
    events: days("events"),
    runs: days("runs"),
    journals: days("journals"),
    messages: days("messages"),
    messageContents: days("messageContents"),
  })
  .meta({ id: "Retention", description: "For how many days each kind is kept; null: for good" });

export const retentionChange = retention
  .partial()
  .extend({
    acceptLookBacks: z.boolean().optional().meta({
      description: "Segments and RFM that look back further may find less",
    }),
  })
  .meta({ id: "RetentionChange" });
export type RetentionChange = z.infer<typeof retentionChange>;

export const retentionQuestion = retention.partial().meta({ id: "RetentionQuestion" });

const lookBack = z
  .strictObject({
    kind: z.enum(retentionKinds),
    by: z.enum(["goal", "segment", "rfm"]),
    id: z.guid().nullable().meta({ description: "Of the workflow or segment" }),
    name: z.string(),
    days: count.nullable().meta({ description: "How far it looks back; null: to the beginning" }),
  })
  .meta({ id: "LookBack", description: "What looks back further than a kind is kept" });

const numbers = z.strictObject({
  events: count,
  runs: count,
  journals: count,
  messages: count,
  messageContents: count,
});

const since = z.date().nullable();

export const retentionAnswer = z
  .strictObject({
    retention,
    usual: retention.meta({ description: "What holds in a new installation" }),
    least: numbers.meta({ description: "The fewest days" }),
    wholeSince: z
      .strictObject({
        events: since,
        runs: since,
        journals: since,
        messages: since,
        messageContents: since,
      })
      .meta({
        description:
          "Since when all of a kind is there: figures that are counted from it begin here. Null: nothing " +
          "is gone",
      }),
    lookBacks: z.array(lookBack),
  })
  .meta({ id: "RetentionAnswer" });
export type RetentionAnswer = z.infer<typeof retentionAnswer>;

export const retentionOutlook = z
  .strictObject({
    retention,
    due: z.array(
      z.strictObject({
        kind: z.enum(retentionKinds),
        before: z.date().nullable().meta({ description: "Null: none goes" }),
        count: count.meta({
          description: "Events, runs, or runs of which the journal, messages or contents go",
        }),
        isAtLeast: z.boolean().meta({ description: "There may be more: counting ended there" }),
      }),
    ),
    lookBacks: z.array(lookBack),
  })
  .meta({ id: "RetentionOutlook" });
export type RetentionOutlook = z.infer<typeof retentionOutlook>;
