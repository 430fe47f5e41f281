import { z } from "zod";
import { count, int4, wholeNumberIn } from "../integers.ts";
import { id } from "./fields.ts";
import { goalAnswer } from "./goal.ts";
import { measuringQuery } from "./measuring.ts";
import { statisticsAnswer, statisticsQuery } from "./statistics.ts";

const messages = z
  .strictObject({
    queued: count,
    sent: count.meta({ description: "Taken by a server" }),
    delivered: count.nullable().meta({
      description: "That came to the receiver, as its provider reports; null: it reports nothing",
    }),
    bounced: count.nullable(),
    opened: count,
    clicked: count,
    failed: count,
    unknown: count,
    skipped: count.meta({ description: "Not to be sent: no address, unsubscribed" }),
  })
  .meta({ id: "ReportMessages" });

const step = z
  .strictObject({
    blockId: z.string(),
    name: z.string().meta({ description: "As it is called in the current version" }),
    kind: z.string().nullable().meta({ description: "Null: it is in no current version any more" }),
    entered: count,
    waiting: count,
    done: count,
    failed: count,
    ways: z.array(z.strictObject({ branch: z.string(), count })).meta({
      description: "How many runs left it by each branch",
    }),
    messages: messages.nullable().meta({ description: "Null: it sends nothing" }),
  })
  .meta({ id: "FunnelStep" });

export const funnelAnswer = z
  .strictObject({
    from: z.date().meta({
      description: "Later than asked for where there are more runs than are counted: 20,000",
    }),
    to: z.date(),
    version: int4(1).nullable(),
    runs: statisticsAnswer.shape.runs,
    steps: z.array(step).meta({ description: "In the order in which a run comes to them" }),
  })
  .meta({ id: "WorkflowFunnel" });

export const cohortsQuery = z.strictObject({
  weeks: wholeNumberIn(1, 52).default(12).meta({ description: "So many, this one the last" }),
});

const cohort = z
  .strictObject({
    week: z.date().meta({ description: "Its Monday, in UTC" }),
    contacts: count.meta({ description: "For whom it started a run in this week" }),
    within: z
      .array(
        z.strictObject({
          weeks: int4(1),
          converted: count,
          isOver: z.boolean().meta({ description: "False: some of them still have time" }),
        }),
      )
      .meta({ description: "Contacts who converted within so many weeks from their start" }),
    conversions: count.meta({ description: "In all: a contact may convert several times" }),
    revenue: z.array(z.strictObject({ currency: z.string(), total: z.number() })),
  })
  .meta({ id: "Cohort" });

export const cohortsAnswer = z
  .strictObject({ goal: goalAnswer, cohorts: z.array(cohort) })
  .meta({ id: "Cohorts" });

export const reportNames = [
  "funnel",
  "messages",
  "conversions",
  "splits",
  "uplift",
  "cohorts",
] as const;
export type ReportName = (typeof reportNames)[number];

export const reportParams = z.strictObject({ id, report: z.enum(reportNames) });
export const reportQuery = z.strictObject({
  ...measuringQuery.shape,
  version: statisticsQuery.shape.version.meta({ description: "Of funnel and messages only" }),
  weeks: cohortsQuery.shape.weeks.meta({ description: "Of cohorts only" }),
});

export type FunnelAnswer = z.input<typeof funnelAnswer>;
export type FunnelStep = FunnelAnswer["steps"][number];
export type CohortsQuery = z.output<typeof cohortsQuery>;
export type CohortsAnswer = z.input<typeof cohortsAnswer>;
export type ReportQuery = z.output<typeof reportQuery>;
