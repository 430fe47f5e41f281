import { newGroup as conditionGroup } from "../../../../forms/condition/model/tree.ts";
import { writeCondition } from "../../../../forms/condition/model/write.ts";
import type { Ask, Group, Item, Measured } from "./tree.ts";
import { isTimed, lackOf } from "./tree.ts";

/** A rule as the API takes it, and where in it each sentence stands, as its faults name places. */
export interface Written {
  /** Null: it says nothing. */
  rule: unknown;
  places: ReadonlyMap<number, string>;
}

/** Writes what the builder shows. Sentences that don't say enough are left out. */
export function writeRule(group: Group): Written {
  const places = new Map<number, string>();
  const rule = writeItem(group, "", places);
  return { rule: rule ?? null, places };
}

function writeItem(item: Item, path: string, places: Map<number, string>): unknown {
  if (item.kind === "group") return writeGroup(item, path, places);
  if (lackOf(item) !== null) return undefined;
  places.set(item.id, path);
  switch (item.kind) {
    case "code":
      return item.rule;
    case "rule":
      return writeCondition(conditionGroup([item]));
    case "anniversary":
      return { anniversary: [{ var: item.path }, item.days] };
    case "segments": {
      const [name] = item.names;
      const list = { var: "contact.segments" };
      const rule = item.names.length === 1 ? { in: [name, list] } : { oneOf: [list, item.names] };
      return item.not ? { "!": rule } : rule;
    }
    case "events":
    case "orders":
    case "messages":
      break;
  }
  return writeMeasured(item);
}

const below = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function writeGroup(
  { id, join, not, items }: Group,
  path: string,
  places: Map<number, string>,
): unknown {
  places.set(id, path);
  const outer = not ? `${below(path, "!")}[0]` : path;
  const said = items.filter((item) => saysSomething(item));
  const [only] = said;
  if (only === undefined) return undefined;
  const joined =
    said.length === 1
      ? writeItem(only, outer, places)
      : {
          [join]: said.map((item, index) =>
            writeItem(item, `${below(outer, join)}[${index}]`, places),
          ),
        };
  return not ? { "!": joined } : joined;
}

function saysSomething(item: Item): boolean {
  return item.kind === "group" ? item.items.some(saysSomething) : lackOf(item) === null;
}

function writeMeasured(item: Measured): unknown {
  const { ask } = item;
  const measure = { [item.kind]: formOf(item) };
  if (!isTimed(ask)) return { [ask.operator]: [measure, ask.value] };
  const moment = { dateAdd: [{ var: "now" }, -(ask.amount ?? 0), ask.unit] };
  return { [ask.ago === "over" ? "before" : "after"]: [measure, moment] };
}

function formOf({
  kind,
  ask,
  period,
  types,
  where,
  item,
  what,
  workflow,
  channel,
}: Measured): object {
  const measure = measureOf(ask);
  const { last, from, to } = period;
  const when = { ...(last && { last }), ...(from && { from }), ...(to && { to }) };
  const filter = where === null ? {} : { where };
  switch (kind) {
    case "events":
      return { type: types.length === 1 ? types[0] : types, ...measure, ...filter, ...when };
    case "orders":
      return { ...measure, ...filter, ...(item !== null && { item }), ...when };
    case "messages":
      break;
  }
  return {
    what,
    ...measure,
    ...(workflow !== "" && { workflow }),
    ...(channel !== "" && { channel }),
    ...when,
  };
}

const measureOf = ({ measure }: Ask): object => (measure === "count" ? {} : { measure });

/** The sentence that a fault is about, by the fault's place in the rule; null: the rule as a whole. */
export function itemAt({ places }: Written, faultPath: string): number | null {
  const path = faultPath.replace(/^rule\.?/, "");
  let found: { id: number; length: number } | null = null;
  for (const [id, place] of places) {
    const rest = path.slice(place.length);
    const fits = path.startsWith(place) && (place === "" || rest === "" || /^[.[]/.test(rest));
    // Of a group that is one sentence only, both have the same place: the sentence comes later.
    if (fits && place.length >= (found?.length ?? 0)) found = { id, length: place.length };
  }
  return found?.id ?? null;
}
