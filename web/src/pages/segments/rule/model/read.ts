import type { DateUnit } from "../../../../../../src/domain/date-value.ts";
import { readCondition } from "../../../../forms/condition/model/read.ts";
import { nextId } from "../../../../forms/condition/model/tree.ts";
import { isObject } from "../../../../json/objects.ts";
import type { Ask, Code, Comparison, Group, Item, MeasureName, Measured, Period } from "./tree.ts";
import { newAnniversary, newAsk, newGroup, newMeasured, newMembership } from "./tree.ts";

/** The builder's form of a rule; what it has no inputs for stays as code. */
export function readRule(rule: unknown): Group {
  if (rule === null || rule === undefined) return newGroup();
  const item = readItem(rule);
  return item.kind === "group" ? item : newGroup([item]);
}

function readItem(rule: unknown): Item {
  const [name, args] = operation(rule);
  switch (name) {
    case "and":
    case "or":
      if (args.length === 0) return code(rule);
      return { ...newGroup(args.map(readItem), name) };
    case "!":
      return args.length === 1 ? negated(args[0], rule) : code(rule);
    case "anniversary": {
      const path = variable(args[0]);
      const days = args[1];
      return path !== null && typeof days === "number" ? newAnniversary(path, days) : code(rule);
    }
    case null:
    default:
  }
  return membership(name, args) ?? measured(name, args) ?? field(rule) ?? code(rule);
}

function negated(inner: unknown, whole: unknown): Item {
  const item = readItem(inner);
  if (item.kind === "group") return { ...item, not: !item.not };
  if (item.kind === "segments") return { ...item, not: !item.not };
  return field(whole) ?? code(whole);
}

const code = (rule: unknown): Code => ({ kind: "code", id: nextId(), rule });

/** A comparison of one field, as conditions have it. */
function field(rule: unknown): Item | null {
  const [item, ...others] = readCondition(rule).items;
  return item?.kind === "rule" && others.length === 0 ? item : null;
}

function membership(name: string | null, [left, right]: readonly unknown[]): Item | null {
  const list = "contact.segments";
  if (name === "in" && variable(right) === list && typeof left === "string")
    return newMembership([left]);
  if (name === "contains" && variable(left) === list && typeof right === "string") {
    return newMembership([right]);
  }
  const isNames = Array.isArray(right) && right.every((each) => typeof each === "string");
  return name === "oneOf" && variable(left) === list && isNames ? newMembership([...right]) : null;
}

const comparisons: readonly string[] = [">=", "<=", "==", ">", "<", "!="] satisfies Comparison[];

function measured(name: string | null, args: readonly unknown[]): Item | null {
  const [left, right] = args;
  const [kind, [form = {}]] = operation(left);
  if (args.length !== 2 || !isObject(form)) return null;
  if (kind !== "events" && kind !== "orders" && kind !== "messages") return null;
  const ask = askOf(name, right, form["measure"] ?? "count");
  const rest = ask === null ? null : restOf(kind, form);
  return ask === null || rest === null ? null : newMeasured(kind, { ask, ...rest });
}

function askOf(name: string | null, right: unknown, given: unknown): Ask | null {
  const measure = given as MeasureName;
  if (name !== null && comparisons.includes(name)) {
    const isNumber = typeof right === "number" && measure !== "first" && measure !== "last";
    return isNumber ? newAsk({ measure, operator: name as Comparison, value: right }) : null;
  }
  if (name !== "before" && name !== "after") return null;
  const [add, [date, amount, unit]] = operation(right);
  const isAgo = add === "dateAdd" && variable(date) === "now" && typeof amount === "number";
  if (!isAgo || amount >= 0 || (measure !== "first" && measure !== "last")) return null;
  const ago = name === "before" ? "over" : "within";
  return newAsk({ measure, ago, amount: -amount, unit: unit as DateUnit });
}

const known = {
  events: ["type", "measure", "where", "last", "from", "to"],
  orders: ["measure", "where", "item", "last", "from", "to"],
  messages: ["measure", "what", "workflow", "channel", "last", "from", "to"],
} as const;

function restOf(kind: Measured["kind"], form: Record<string, unknown>): Partial<Measured> | null {
  const names: readonly string[] = known[kind];
  if (Object.keys(form).some((name) => !names.includes(name))) return null;
  const { type = [], where = null, item = null, what = "sent", workflow = "", channel = "" } = form;
  const types = [type].flat();
  if (!types.every((each) => typeof each === "string")) return null;
  if (typeof workflow !== "string" || typeof channel !== "string") return null;
  return {
    types,
    where,
    item,
    what: what as Measured["what"],
    workflow,
    channel,
    period: periodOf(form),
  };
}

function periodOf({ last, from, to }: Record<string, unknown>): Period {
  if (isObject(last)) return { last: last as unknown as NonNullable<Period["last"]> };
  return {
    ...(typeof from === "string" && { from }),
    ...(typeof to === "string" && { to }),
  };
}

function variable(value: unknown): string | null {
  const [name, [path, ...rest]] = operation(value);
  return name === "var" && typeof path === "string" && rest.length === 0 ? path : null;
}

/** An operation's name and arguments: a single one may stand without brackets. */
function operation(value: unknown): [name: string | null, args: readonly unknown[]] {
  if (!isObject(value)) return [null, []];
  const [[name, given] = [null, undefined], ...rest] = Object.entries(value);
  if (name === null || rest.length > 0) return [null, []];
  return [name, Array.isArray(given) ? given : [given]];
}
