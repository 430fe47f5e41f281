import { z } from "zod";
import { dateUnits, readDate } from "../date-value.ts";
import type { Measure, Scope, Truth } from "./rule.ts";

const day = z
  .string()
  .refine((text) => readDate(text, "UTC") !== null, "must be a date such as 2026-11-24");
const period = {
  last: z.strictObject({ amount: z.int().min(1).max(10_000), unit: z.enum(dateUnits) }).optional(),
  from: day.optional(),
  to: day.optional(),
};
const key = z.string().min(1).max(100);

/** What measures of a contact's past look like in a rule; their filters are read by the caller. */
export const measureForms = {
  events: z.strictObject({
    type: z.union([key, z.array(key).min(1).max(20)]),
    measure: z.enum(["count", "first", "last"]).default("count"),
    where: z.unknown().optional(),
    ...period,
  }),
  orders: z.strictObject({
    measure: z
      .enum(["count", "sum", "average", "lowest", "highest", "first", "last"])
      .default("count"),
    where: z.unknown().optional(),
    item: z.unknown().optional(),
    ...period,
  }),
  messages: z.strictObject({
    measure: z.enum(["count", "first", "last"]).default("count"),
    what: z.enum(["sent", "opened", "clicked"]).default("sent"),
    workflow: z.guid().optional(),
    channel: key.optional(),
    ...period,
  }),
};

/** Reads one of them, in the form that it has. @param filter reads what it is narrowed by */
export function measureOf(
  of: Measure["of"],
  given: unknown,
  filter: (rule: unknown, name: string, scope: Scope) => Truth | null,
): Measure {
  switch (of) {
    case "events": {
      const { type, where, ...form } = measureForms.events.parse(given);
      return { ...form, of, types: [type].flat(), where: filter(where, "where", "event") };
    }
    case "orders": {
      const { where, item, ...form } = measureForms.orders.parse(given);
      const filters = {
        where: filter(where, "where", "order"),
        item: filter(item, "item", "item"),
      };
      return { ...form, of, ...filters };
    }
    case "messages":
      break;
  }
  const { workflow = null, channel = null, ...form } = measureForms.messages.parse(given);
  return { ...form, of, workflow, channel };
}
