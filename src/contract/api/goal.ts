import { z } from "zod";
import { eventFilter } from "../../blocks/settings.ts";
import { goalUnits, windowStarts } from "../../domain/goal.ts";
import { orderStatuses } from "../../domain/order-status.ts";

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency such as EUR")
  .meta({ description: "ISO 4217", example: "EUR" });
const param = z.string().min(1).max(100);

const value = z
  .union([
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("fixed"), amount: z.number().min(0).max(1e9), currency }),
    z.strictObject({ kind: z.literal("param"), param, currency }),
    z.strictObject({
      kind: z.literal("param"),
      param,
      currencyParam: param.meta({ description: "The param that holds the currency" }),
    }),
    z.strictObject({ kind: z.literal("order") }),
  ])
  .meta({
    id: "GoalValue",
    description:
      "What a conversion is worth. order: the event's `totalCost` and `currency`, which events of orders " +
      "have. One whose event doesn't say it counts without a value",
  });

const countsFor = z
  .strictObject({
    every: z.int().min(1).max(1_000),
    unit: z.enum(goalUnits),
    after: z.enum(windowStarts).default("start").meta({
      description: "What the event has to follow: the run's start, or a message of the workflow",
    }),
  })
  .meta({ id: "GoalWindow", description: "For how long an event counts; a day has 24 hours" });

const filter = z.union([z.null(), eventFilter]);

export const goalBody = z
  .strictObject({
    eventTypeKey: z.string().min(1).max(100).optional(),
    orderStatus: z.enum(orderStatuses).optional().meta({
      description: "An order of the contact reaches it; in place of `eventTypeKey`",
    }),
    filter: filter.default(null),
    window: countsFor,
    value: value.default({ kind: "none" }),
  })
  .refine((goal) => (goal.eventTypeKey === undefined) !== (goal.orderStatus === undefined), {
    path: ["eventTypeKey"],
    message: "either eventTypeKey or orderStatus says what reaches the goal",
  })
  .meta({ id: "WorkflowGoalBody", description: "The event that a workflow is to lead to" });

export const goalAnswer = z
  .strictObject({
    eventTypeKey: z.string(),
    filter,
    window: countsFor,
    value,
    since: z
      .date()
      .meta({ description: "Since when it is as it is: events before count for nothing" }),
  })
  .meta({ id: "WorkflowGoal" });

export type GoalBody = z.output<typeof goalBody>;
export type GoalAnswer = z.output<typeof goalAnswer>;
