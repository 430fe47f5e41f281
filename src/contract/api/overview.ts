import { z } from "zod";
import { retentionKinds } from "../../domain/retention.ts";
import { channelNames } from "../../channels/registry.ts";
import { count } from "../integers.ts";

const named = z.strictObject({ id: z.guid(), name: z.string() });
const upTo = count.meta({ description: "Of the last 24 hours; 1,000 stands for 1,000 or more" });

/** What needs somebody's attention, the most urgent first. */
export const attentionItem = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("backlog"),
    waiting: count.meta({ description: "Runs, signals and fan-outs that no worker has taken" }),
    ageSeconds: z.number().meta({ description: "For how long the oldest has waited" }),
  }),
  z.strictObject({
    kind: z.literal("channelNotSetUp"),
    channel: z.enum(channelNames),
    channelName: z.string(),
    workflows: z.array(named).meta({ description: "Active ones that need it; 20 at most" }),
  }),
  z.strictObject({ kind: z.literal("failedRuns"), count: upTo }),
  z.strictObject({ kind: z.literal("failedMessages"), count: upTo }),
  z.strictObject({ kind: z.literal("unknownMessages"), count: upTo }),
  z.strictObject({
    kind: z.literal("bounces"),
    count,
    reports: count.meta({
      description: "Messages whose end was reported in the last 24 hours, of the newest 20,000",
    }),
  }),
  z.strictObject({ kind: z.literal("complaints"), count, reports: count }),
  z.strictObject({
    kind: z.literal("silentType"),
    type: z.strictObject({ id: z.guid(), key: z.string(), name: z.string() }),
    lastAt: z.date().nullable(),
  }),
  z.strictObject({ kind: z.literal("lowPool"), pool: named, left: count }),
  z.strictObject({
    kind: z.literal("endingKeys"),
    count: count.meta({ description: "API keys that expire within 14 days and have no successor" }),
    firstAt: z.date(),
  }),
  z.strictObject({
    kind: z.literal("pausedChannel"),
    channel: z.enum(channelNames),
    channelName: z.string(),
    reason: z.string(),
    since: z.date(),
    waiting: count.meta({ description: "Messages that wait for it" }),
  }),
  z.strictObject({
    kind: z.literal("lateWebhook"),
    webhook: named,
    problem: z.string().nullable(),
    since: z.date(),
  }),
  z.strictObject({
    kind: z.literal("partitionsMissing"),
    hours: count.meta({
      description: "For so many hours from now on there are partitions for events",
    }),
  }),
  z.strictObject({
    kind: z.literal("forgettingStopped"),
    of: z.enum(retentionKinds),
    problem: z.string(),
    since: z.date(),
  }),
]);

export const attentionAnswer = z
  .strictObject({ items: z.array(attentionItem) })
  .meta({ id: "Attention" });

export const overviewQuery = z.strictObject({
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(7), z.literal(30)]))
    .default(7),
});

const totals = z.strictObject({
  events: count,
  launched: count,
  suppressed: count.meta({ description: "Starts that a trigger’s frequency kept from launching" }),
  messages: count,
  failures: count.meta({ description: "Failed runs and failed messages" }),
});

export const overviewAnswer = z
  .strictObject({
    unit: z
      .enum(["hour", "day"])
      .meta({ description: "Of a day by the hour, else by the day, in UTC" }),
    countedUntil: z.date().meta({
      description:
        "What came later is not in the figures yet: now, unless a lot came within minutes or no worker counts",
    }),
    total: totals,
    before: totals.meta({ description: "In as long a time just before" }),
    times: z.array(
      totals.extend({
        at: z.date(),
        channels: z.record(z.string(), count).meta({ description: "Messages, by channel" }),
      }),
    ),
  })
  .meta({ id: "Overview" });

export type AttentionItem = z.input<typeof attentionItem>;
export type Overview = z.input<typeof overviewAnswer>;
export type OverviewQuery = z.output<typeof overviewQuery>;
