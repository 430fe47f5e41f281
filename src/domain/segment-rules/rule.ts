import type { DateUnit } from "../date-value.ts";

/** What a rule is about: a contact; inside of a measure's filter an event, an order or one of its items. */
export type Scope = "contact" | "event" | "order" | "item";

export type Comparison =
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "oneOf"
  | "contains"
  | "startsWith"
  | "endsWith";

/** A rule, or a part of one, that holds or does not. */
export type Truth =
  | { kind: "constant"; value: boolean }
  | { kind: "all" | "any"; parts: readonly Truth[] }
  | { kind: "not"; part: Truth }
  | { kind: "compare"; operator: Comparison; left: RuleValue; right: RuleValue }
  | { kind: "moments"; operator: "before" | "after"; left: RuleValue; right: RuleValue }
  | { kind: "holds" | "isSet" | "isEmpty"; value: RuleValue }
  /** Whether the contact is in one of some segments. */
  | { kind: "inSegments"; names: readonly string[] }
  | { kind: "anniversary"; value: RuleValue; days: number };

export type RuleValue =
  | { kind: "literal"; value: unknown }
  | { kind: "variable"; scope: Scope | "lastOrder"; path: readonly string[]; isExact: boolean }
  | { kind: "now" }
  | { kind: "lower"; of: RuleValue }
  | { kind: "dateAdd"; date: RuleValue; amount: number; unit: DateUnit }
  | { kind: "measure"; measure: Measure };

export interface Span {
  amount: number;
  unit: DateUnit;
}

/** When what is counted happened: within the last while, between dates (both included), or ever. */
export interface Period {
  last?: Span | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What of a contact's past is measured. */
export type Measure = Period &
  (
    | {
        of: "events";
        measure: "count" | "first" | "last";
        types: readonly string[];
        where: Truth | null;
      }
    | {
        of: "orders";
        measure: "count" | "sum" | "average" | "lowest" | "highest" | "first" | "last";
        where: Truth | null;
        /** One of the order's items has to be such. */
        item: Truth | null;
      }
    | {
        of: "messages";
        measure: "count" | "first" | "last";
        what: "sent" | "opened" | "clicked";
        workflow: string | null;
        channel: string | null;
      }
  );

export interface RuleProblem {
  /** Where in the rule, as `and[1].>=[0].events.type`. */
  path: string;
  message: string;
}

export type ParsedRule = { ok: true; rule: Truth } | { ok: false; problems: RuleProblem[] };
