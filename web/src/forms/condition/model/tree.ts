import type { DateUnit } from "../../../../../src/domain/date-value.ts";
import type { FactPath } from "../../../../../src/contract/api/fact-paths.ts";

/** A condition as the editor shows it: rules in groups, and what it can't show, kept as it is. */
export type Item = Group | Rule | Code;

export interface Group {
  kind: "group";
  id: number;
  join: "and" | "or";
  not: boolean;
  items: Item[];
}

export const operators = [
  "==",
  "<",
  "<=",
  ">",
  ">=",
  "contains",
  "startsWith",
  "endsWith",
  "oneOf",
  "in",
  "matches",
  "before",
  "after",
  "isSet",
] as const;
export type Operator = (typeof operators)[number];

/** One comparison: what stands at a path, and what it is compared with. */
export interface Rule {
  kind: "rule";
  id: number;
  /** "" while none is chosen. */
  path: string;
  /** Whether the value is read in lower case. */
  lower: boolean;
  operator: Operator;
  not: boolean;
  /** Null while there is none; `isSet` has none. */
  operand: Operand | null;
}

/** A part that was written by hand, in ways that the editor has no inputs for. */
export interface Code {
  kind: "code";
  id: number;
  rule: unknown;
}

export type Literal = string | number | boolean;
export type ValueType = FactPath["type"];

export type Operand =
  | { kind: "literal"; value: Literal }
  | { kind: "list"; values: Literal[] }
  | { kind: "fact"; path: string }
  | { kind: "now" }
  /** So much after (or, if negative, before) what stands at a path; "now" is one. */
  | { kind: "moment"; of: string; amount: number; unit: DateUnit };

let lastId = 0;
/** Names an item for as long as the editor is open. */
export const nextId = (): number => ++lastId;

export function newRule(path = ""): Rule {
  return {
    kind: "rule",
    id: nextId(),
    path,
    lower: false,
    operator: "==",
    not: false,
    operand: null,
  };
}

export function newGroup(items: Item[] = [], join: Group["join"] = "and"): Group {
  return { kind: "group", id: nextId(), join, not: false, items };
}

/** Whether it says enough to be part of the condition. */
export function isWhole({ path, operator, operand }: Rule): boolean {
  if (path === "") return false;
  if (operator === "isSet") return true;
  if (operand === null) return false;
  if (operand.kind === "list") return operand.values.length > 0;
  return operand.kind !== "fact" || operand.path !== "";
}

/** Rules that are left out, as they don't say enough yet. */
export function unfinished(item: Item): number {
  if (item.kind === "group") return item.items.reduce((sum, inner) => sum + unfinished(inner), 0);
  return item.kind === "rule" && !isWhole(item) ? 1 : 0;
}
