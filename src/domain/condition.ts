import { LogicEngine } from "json-logic-engine";
import {
  dateAdd,
  holdsIn,
  isEmpty,
  isOneOf,
  lower,
  matches,
  onText,
  ordered,
  ordersDates,
  same,
} from "./conditions/compare.ts";
import { argumentsOf } from "./conditions/operators.ts";
import type { Condition } from "./conditions/parse.ts";
import type { Facts } from "./facts.ts";

export type { Condition } from "./conditions/parse.ts";
export { parseCondition } from "./conditions/parse.ts";
export { describeCondition } from "./conditions/words.ts";

const engine = new LogicEngine();

const comparisons: Record<string, (args: unknown[]) => unknown> = {
  "==": ([a, b]) => same(a, b),
  "!=": ([a, b]) => !same(a, b),
  "<": ordered((a, b) => a < b),
  "<=": ordered((a, b) => a <= b),
  ">": ordered((a, b) => a > b),
  ">=": ordered((a, b) => a >= b),
  in: ([part, whole]) => holdsIn(whole, part),
  oneOf: ([value, several]) => isOneOf(value, several),
  contains: ([whole, part]) => holdsIn(whole, part),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  matches: ([value, pattern]) => matches(value, pattern),
};
for (const [name, method] of Object.entries(comparisons)) {
  engine.addMethod(name, method, { deterministic: true });
}

// Of one value, which may be a list: the engine would take that for the list of arguments.
const ofOne: Record<string, (value: unknown) => unknown> = {
  "!": (value) => !holds(value),
  isSet: (value) => !isEmpty(value),
  isEmpty,
  lower,
};
for (const [name, method] of Object.entries(ofOne)) {
  engine.addMethod(name, {
    lazy: true,
    method: (given: unknown, context: unknown, above: unknown) =>
      method(engine.run(argumentsOf(given)[0], context, { above })),
  });
}

// Whole days and times without an offset are those of the contact's time zone.
const ofDates: Record<string, (args: unknown[], timeZone: string) => unknown> = {
  before: ordersDates((order) => order < 0),
  after: ordersDates((order) => order > 0),
  dateAdd,
};
for (const [name, method] of Object.entries(ofDates)) {
  engine.addMethod(name, (args: unknown[], context: Partial<Facts>) =>
    method(args, context.contact?.timeZone ?? "UTC"),
  );
}

/**
 * Whether a condition holds. A missing value fails every comparison but `!=` and `!`. For a filter,
 * which sees an event alone, `now` is when that was received.
 */
export function evaluateCondition(condition: Condition, facts: Partial<Facts>): boolean {
  const now = facts.now ?? facts.event?.receivedAt;
  return holds(engine.run(condition, { ...facts, now }));
}

/** As JsonLogic has it: a list of none does not hold. */
function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
