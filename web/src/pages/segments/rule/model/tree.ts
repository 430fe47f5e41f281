import type { DateUnit } from "../../../../../../src/domain/date-value.ts";
import type { Rule } from "../../../../forms/condition/model/tree.ts";
import { isWhole as isFieldWhole, nextId } from "../../../../forms/condition/model/tree.ts";

/** A segment's rule as its builder shows it: sentences in groups, and what it can't show, kept as it is. */
export type Item = Group | Measured | Membership | Anniversary | Rule | Code;

export interface Group {
  kind: "group";
  id: number;
  join: "and" | "or";
  not: boolean;
  items: Item[];
}

export type Comparison = ">=" | "<=" | "==" | ">" | "<" | "!=";
export type MeasureName = "count" | "sum" | "average" | "lowest" | "highest" | "first" | "last";

/** What a measure is compared with: a number, or how long ago it was. */
export interface Ask {
  measure: MeasureName;
  operator: Comparison;
  /** Null while none is typed. */
  value: number | null;
  /** Of `first` and `last`: more, or less, than so long ago. */
  ago: "over" | "within";
  amount: number | null;
  unit: DateUnit;
}

export interface Period {
  last?: { amount: number; unit: DateUnit };
  from?: string;
  to?: string;
}

/** Something of a contact's past that is counted, summed up, or asked for its time. */
export interface Measured {
  kind: "events" | "orders" | "messages";
  id: number;
  ask: Ask;
  period: Period;
  /** Keys of event types; one that is "" is not chosen yet. */
  types: string[];
  /** Conditions on the event or order, and on one of the order's items; null: none. */
  where: unknown;
  item: unknown;
  what: "sent" | "opened" | "clicked";
  /** A workflow's id; "" is any. */
  workflow: string;
  channel: string;
}

/** Whether the contact is in one of some segments. */
export interface Membership {
  kind: "segments";
  id: number;
  not: boolean;
  names: string[];
}

/** A day that comes each year: today, or within some days. */
export interface Anniversary {
  kind: "anniversary";
  id: number;
  path: string;
  days: number;
}

/** A part in ways that the builder has no inputs for. */
export interface Code {
  kind: "code";
  id: number;
  rule: unknown;
}

export function newGroup(items: Item[] = [], join: Group["join"] = "and"): Group {
  return { kind: "group", id: nextId(), join, not: false, items };
}

export function newAsk(change: Partial<Ask> = {}): Ask {
  return {
    measure: "count",
    operator: ">=",
    value: 1,
    ago: "over",
    amount: 30,
    unit: "days",
    ...change,
  };
}

export function newMeasured(kind: Measured["kind"], change: Partial<Measured> = {}): Measured {
  return {
    kind,
    id: nextId(),
    ask: newAsk(),
    period: {},
    types: kind === "events" ? [""] : [],
    where: null,
    item: null,
    what: "sent",
    workflow: "",
    channel: "",
    ...change,
  };
}

export const newMembership = (names: string[] = [], not = false): Membership => ({
  kind: "segments",
  id: nextId(),
  not,
  names,
});

export const newAnniversary = (path = "", days = 0): Anniversary => ({
  kind: "anniversary",
  id: nextId(),
  path,
  days,
});

export const isTimed = ({ measure }: Ask): boolean => measure === "first" || measure === "last";

/** What a sentence still lacks, by the name of its message; null: it says enough. */
export function lackOf(
  item: Item,
): "event" | "number" | "span" | "dates" | "segment" | "field" | "group" | null {
  switch (item.kind) {
    case "group":
      return item.items.length === 0 ? "group" : null;
    case "code":
      return null;
    case "segments":
      return item.names.length === 0 ? "segment" : null;
    case "anniversary":
      return item.path === "" ? "field" : null;
    case "rule":
      return isFieldWhole(item) ? null : "field";
    case "events":
    case "orders":
    case "messages":
      break;
  }
  return lackOfMeasured(item);
}

function lackOfMeasured(item: Measured): "event" | "number" | "span" | "dates" | null {
  if (item.kind === "events" && (item.types.length === 0 || item.types.includes("")))
    return "event";
  const { ask, period } = item;
  if (isTimed(ask) ? ask.amount === null : ask.value === null)
    return isTimed(ask) ? "span" : "number";
  if ("from" in period || "to" in period) {
    if (!period.from && !period.to) return "dates";
  }
  return null;
}

/** The sentences that don't say enough yet, the root's emptiness not among them. */
export function unfinished(group: Group): Item[] {
  return group.items.flatMap((item) => {
    const own = lackOf(item) === null ? [] : [item];
    return item.kind === "group" ? [...own, ...unfinished(item)] : own;
  });
}

/** A group with one of its items replaced, by another or by none. */
export function replaced(group: Group, id: number, by: Item | null): Group {
  const items = group.items.flatMap((item) => {
    if (item.id !== id) return [item];
    return by === null ? [] : [by];
  });
  return { ...group, items };
}
