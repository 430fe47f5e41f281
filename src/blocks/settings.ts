import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Condition } from "../domain/condition.ts";
import { parseCondition } from "../domain/condition.ts";

/** Settings that several kinds of blocks share. */

/** A key exactly as events carry it. */
export const eventTypeKey = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(
    /^[^<>;'\\/|"`^?!,]+$/,
    "has a character that keys don't have: < > ; ' \\ / | \" ` ^ ? ! ,",
  )
  .meta({ title: "Event type", widget: "eventType" });

function ruleOver(roots: readonly string[] | undefined) {
  return z.unknown().transform((rule, check) => {
    const parsed = parseCondition(rule, roots);
    if (parsed.ok) return parsed.condition;
    for (const { path, message } of parsed.problems) {
      check.addIssue({ code: "custom", message: path === "" ? message : `${path}: ${message}` });
    }
    return z.NEVER;
  });
}

/** A JsonLogic rule over everything that a run knows. */
export const conditionRule = ruleOver(undefined).meta({
  id: "Condition",
  title: "Condition",
  widget: "condition",
  description:
    'A JsonLogic rule over event, contact, order, vars, messages and waited, e.g. {">": [{"var": "event.params.total"}, 50]}; ' +
    'segment membership is {"in": ["VIP", {"var": "contact.segments"}]}',
  override: { type: "object" },
}) as unknown as z.ZodType<Condition>;

/** A JsonLogic rule over an event alone: of blocks, and of bindings. */
export const eventFilter = ruleOver(["event"]).meta({
  id: "EventFilter",
  title: "Event filter",
  widget: "eventFilter",
  description: 'A JsonLogic rule over event.*, e.g. {"==": [{"var": "event.params.city"}, "Kyiv"]}',
  override: { type: "object" },
}) as unknown as z.ZodType<Condition>;

const longest = { minutes: 525_600, hours: 87_600, days: 3_650, weeks: 520, months: 120 } as const;
type Unit = keyof typeof longest;

/** A time span, ten years at most. */
export const span = z
  .strictObject({
    amount: z.int().min(1).max(longest.minutes).meta({ title: "How many" }),
    unit: z.enum(Object.keys(longest) as [Unit, ...Unit[]]).meta({
      title: "Unit",
      labels: {
        minutes: "minutes",
        hours: "hours",
        days: "days",
        weeks: "weeks",
        months: "months",
      },
    }),
  })
  .superRefine(({ amount, unit }, check) => {
    const most = longest[unit];
    if (amount > most) {
      check.addIssue({ code: "custom", path: ["amount"], message: `at most ${most} ${unit}` });
    }
  })
  .meta({ title: "Time span", widget: "duration" });
export type Span = z.output<typeof span>;

/** The instant at which a span ends, counted on the calendar of a time zone. */
export function spanEnd({ amount, unit }: Span, from: Date, timeZone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(start.add({ [unit]: amount }).epochMilliseconds);
}

/** A name that templates and conditions can use: `vars.name`. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "a letter, then up to 63 letters, digits or _")
  .meta({
    title: "Variable",
    description: "What templates and conditions call it: vars.name",
    widget: "variableName",
  });

/** Of a filter that need not be there. */
export const onlySuchEvents = { title: "Only events for which", widget: "eventFilter" } as const;

/** Whose events: of the run's contact, or with the key of the event that began the run. */
export const eventMatch = z
  .enum(["contact", "key"])
  .default("contact")
  .meta({
    title: "Whose event",
    labels: {
      contact: "Of the run's contact",
      key: "With the key of the event that began the run",
    },
  });
