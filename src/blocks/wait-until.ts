import { z } from "zod";
import { appointmentOf } from "../domain/appointment.ts";
import { readDate } from "../domain/date-value.ts";
import { valueAt } from "../domain/fact-path.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { spanLabel } from "../domain/sentences/rule-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import type { Span } from "./settings.ts";
import { span } from "./settings.ts";
import { clock, timeOfDay, zoneOf } from "./time-settings.ts";

const schema = z.strictObject({
  at: z.string().trim().max(64).optional().meta({
    title: "A fixed date",
    description: "With or without time and offset",
    widget: "dateTime",
  }),
  field: z
    .string()
    .trim()
    .max(200)
    .regex(
      /^(event|contact|order|vars|waited)\..+$/,
      "must be a path such as event.params.date, contact.attributes.birthday or order.date",
    )
    .optional()
    .meta({ title: "Or where a date stands", widget: "factPath" }),
  before: span.optional().meta({ title: "How long before it" }),
  after: span.optional().meta({ title: "Or how long after it" }),
  time: timeOfDay.optional().meta({
    title: "At this time of day",
    description: "On the day that is found",
  }),
  ifPast: z
    .enum(["next", "missing"])
    .default("next")
    .meta({
      title: "When the date is over",
      labels: { next: "Go on at once", missing: "Take the branch for no date" },
    }),
  ...clock,
});

type Config = z.output<typeof schema>;

// As long as a delay may take: a "never" of 9999-12-31 is no date to wait for.
const maxMs = 3_650 * 86_400_000;

function issues({ at, field, before, after }: Config): BlockIssue[] {
  const found: BlockIssue[] = [];
  if ((at === undefined) === (field === undefined)) {
    found.push({
      field: "at",
      message: "give a date, or the field that holds one: one of the two",
    });
  }
  if (at !== undefined && readDate(at, "UTC") === null) {
    found.push({ field: "at", message: "is no date; write 2026-12-24 or 2026-12-24T18:00" });
  }
  if (before !== undefined && after !== undefined) {
    found.push({ field: "after", message: "is it before or after the date? Give one of the two" });
  }
  return found;
}

function shiftOf({ before, after }: Config): { amount: number; unit: Span["unit"] } | null {
  if (before !== undefined) return { ...before, amount: -before.amount };
  return after ?? null;
}

function durationLabel({ at, field, before, after, time }: Config): string {
  const date = at ?? field ?? sayVisit("someDate");
  let shifted = date;
  if (before !== undefined) shifted = sayVisit("before", { span: spanLabel(before), date });
  else if (after !== undefined) shifted = sayVisit("after", { span: spanLabel(after), date });
  return time === undefined ? shifted : sayVisit("dateAt", { date: shifted, time });
}

export const waitUntil = defineBlock({
  kind: "waitUntil",
  label: "Wait until",
  description:
    "Waits until a date, or until a time before or after one that is known of the contact.",
  group: "waits",
  schema,
  example: { field: "event.params.date", before: { amount: 1, unit: "days" } },
  role: "wait",
  place: "database",
  branches: ["next", "missing"],
  branchLabels: { next: "At the date", missing: "No date" },
  summary: (config) => sayBlock("waitUntil", { what: durationLabel(config) }),
  issues: issues,
  perform: async (config, context) => {
    const facts = await context.facts();
    const timeZone = zoneOf(config, facts);
    const value = config.field === undefined ? config.at : valueAt(facts, config.field);
    const rules = { shift: shiftOf(config), time: config.time ?? null, timeZone };
    const until = appointmentOf(value, rules);
    const meant = { what: durationLabel(config), zone: timeZone };
    if (until === null) return { branch: "missing", note: sayVisit("noDate", meant) };

    const rest = until.getTime() - context.now.getTime();
    const data = { until: until.toISOString() };
    if (rest > maxMs) {
      return { branch: "missing", note: sayVisit("tooFarAway", meant), data };
    }
    return rest > 0
      ? { branch: "next", waitUntil: until, note: sayVisit("waitsUntil", meant) }
      : { branch: config.ifPast, note: sayVisit("isOver", meant), data };
  },
});
