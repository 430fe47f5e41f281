import { addToDate, instantOf, readDate } from "../../domain/date-value.ts";
import { required } from "../../domain/required.ts";
import type { Measure, Period } from "../../domain/segment-rules/rule.ts";
import type { Parts } from "./asking.ts";

/** Whether a measure is 0 where there is nothing, a number that is then missing, or a time. */
export function measuredAs(measure: Measure): "total" | "number" | "moment" {
  if (measure.measure === "count" || measure.measure === "sum") return "total";
  return measure.measure === "first" || measure.measure === "last" ? "moment" : "number";
}

/** A query for what a measure comes to, of each contact that has anything of the kind. */
export function measureSql(compiler: Parts, measure: Measure): string {
  switch (measure.of) {
    case "events":
      return ofEvents(compiler, measure);
    case "orders":
      return ofOrders(compiler, measure);
    case "messages":
      break;
  }
  return ofMessages(compiler, measure);
}

// An event happens before it is received, whatever it says: so ids, which are made then, bound its time.
const eventTime = "least(e.occurred_at, e.received_at)";

function ofEvents(compiler: Parts, measure: Extract<Measure, { of: "events" }>): string {
  const keys = compiler.parameter(measure.types, "text[]");
  const { from, to } = instantsOf(compiler, measure);
  const parts = [
    ...(compiler.among === null ? ["e.contact_id is not null"] : [compiler.among("e.contact_id")]),
    `e.type_id = any(array(select id from event_types where key = any(${keys})))`,
  ];
  if (from !== null) {
    const first = compiler.parameter(from, "timestamptz");
    parts.push(`e.id >= uuid7_floor(${first} - interval '1 hour')`, `${eventTime} >= ${first}`);
  }
  if (to !== null) parts.push(`${eventTime} < ${compiler.parameter(to, "timestamptz")}`);
  if (measure.where !== null) parts.push(compiler.truth(measure.where, "event"));
  return grouped("events e", "e.contact_id", aggregate(measure.measure, eventTime), parts);
}

function ofOrders(compiler: Parts, measure: Extract<Measure, { of: "orders" }>): string {
  const parts = [
    ...(compiler.among === null ? ["o.contact_id is not null"] : [compiler.among("o.contact_id")]),
    ...within(compiler, measure, "o.ordered_at"),
  ];
  if (measure.where !== null) parts.push(compiler.truth(measure.where, "order"));
  if (measure.item !== null) {
    parts.push(
      `exists (select from jsonb_array_elements(o.items) as i (item)
                where ${compiler.truth(measure.item, "item")})`,
    );
  }
  const value = aggregate(measure.measure, "o.ordered_at");
  return grouped("orders o", "o.contact_id", value, parts);
}

const reactions = {
  sent: { at: "m.sent_at", has: "true" },
  // Who clicked has opened it, though the mail program may have kept its picture back.
  opened: {
    at: "coalesce(m.opened_at, m.clicked_at)",
    has: "(m.opens > 0 or m.clicks > 0)",
  },
  clicked: { at: "m.clicked_at", has: "m.clicks > 0" },
};

function ofMessages(compiler: Parts, measure: Extract<Measure, { of: "messages" }>): string {
  const { at, has } = reactions[measure.what];
  const parts = [
    ...(compiler.among === null ? [] : [compiler.among("m.contact_id")]),
    "m.state = 'sent' and not m.test",
    has,
    ...within(compiler, measure, at),
  ];
  if (measure.workflow !== null) {
    parts.push(`m.workflow_id = ${compiler.parameter(measure.workflow, "uuid")}`);
  }
  if (measure.channel !== null) {
    parts.push(`m.channel = ${compiler.parameter(measure.channel, "text")}`);
  }
  return grouped("messages m", "m.contact_id", aggregate(measure.measure, at), parts);
}

function grouped(table: string, contact: string, value: string, parts: readonly string[]): string {
  return `select ${contact} as contact_id, ${value} as value from ${table} where ${parts.join(" and ")} group by 1`;
}

function aggregate(measure: Measure["measure"], time: string): string {
  const aggregates: Record<Measure["measure"], string> = {
    count: "count(*)",
    first: `min(${time})`,
    last: `max(${time})`,
    sum: "sum(o.total_cost)",
    average: "avg(o.total_cost)",
    lowest: "min(o.total_cost)",
    highest: "max(o.total_cost)",
  };
  return aggregates[measure];
}

function within(compiler: Parts, period: Period, time: string): string[] {
  const { from, to } = instantsOf(compiler, period);
  return [
    ...(from === null ? [] : [`${time} >= ${compiler.parameter(from, "timestamptz")}`]),
    ...(to === null ? [] : [`${time} < ${compiler.parameter(to, "timestamptz")}`]),
  ];
}

/** Where a period begins, and ends before; a day that it names is wholly in it. */
function instantsOf(
  { asking: { now, timeZone } }: Parts,
  { last, from, to }: Period,
): { from: Date | null; to: Date | null } {
  if (last !== undefined) {
    const today = required(readDate(now.toISOString(), timeZone), "the time now");
    const began = addToDate(today, -last.amount, last.unit, timeZone);
    const end = new Date(now.getTime() + 1);
    return { from: began && new Date(instantOf(began, timeZone).epochMilliseconds), to: end };
  }
  return { from: instantAt(from, timeZone, 0), to: instantAt(to, timeZone, 1) };
}

function instantAt(text: string | undefined, timeZone: string, days: number): Date | null {
  if (text === undefined) return null;
  const date = required(readDate(text, timeZone), "a date that was read before");
  const moved = date.kind === "day" ? addToDate(date, days, "days", timeZone) : date;
  return new Date(instantOf(required(moved, "a date"), timeZone).epochMilliseconds);
}
