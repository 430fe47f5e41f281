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
} from "./conditions/compare.ts";
import { ConditionMeter, stepsForBlock } from "./conditions/meter.ts";
import { argumentsOf } from "./conditions/operators.ts";
import type { Condition } from "./conditions/parse.ts";
import { same } from "./conditions/sameness.ts";
import { valueAt } from "./fact-path.ts";
import type { Facts } from "./facts.ts";
import { localZone } from "./local-zone.ts";

export type { Condition } from "./conditions/parse.ts";
export { parseCondition } from "./conditions/parse.ts";
export { conditionLabel } from "./conditions/label.ts";

const engine = new LogicEngine();

/** What an evaluation knows besides the facts, where no variable can name it. */
const meterOf = Symbol("meter");
interface Context extends Partial<Facts> {
  [meterOf]: ConditionMeter;
}

type Comparison = (args: unknown[], meter: ConditionMeter) => unknown;

const comparisons: Record<string, Comparison> = {
  "==": ([a, b], meter) => same(a, b, meter),
  "!=": ([a, b], meter) => !same(a, b, meter),
  in: ([part, whole], meter) => holdsIn(whole, part, meter),
  oneOf: ([value, several], meter) => isOneOf(value, several, meter),
  contains: ([whole, part], meter) => holdsIn(whole, part, meter),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  matches: ([value, pattern], meter) => matches(value, pattern, meter),
};
for (const [name, method] of Object.entries(comparisons)) {
  engine.addMethod(name, (args: unknown[], context: Context) => method(args, spent(context)));
}

// The engine's own splits a path at every dot, and takes some characters for more than they are.
engine.addMethod("var", {
  lazy: true,
  method: (given: unknown, context: Context) => valueAt(context, String(argumentsOf(given)[0])),
});

// Of one value, which may be a list: the engine would take that for the list of arguments.
const ofOne: Record<string, (value: unknown, meter: ConditionMeter) => unknown> = {
  "!": (value) => !holds(value),
  isSet: (value) => !isEmpty(value),
  isEmpty,
  lower,
};
for (const [name, method] of Object.entries(ofOne)) {
  engine.addMethod(name, {
    lazy: true,
    method: (given: unknown, context: Context, above: unknown) =>
      method(engine.run(argumentsOf(given)[0], context, { above }), spent(context)),
  });
}

// Whole days and times without an offset are those of the contact's time zone, else the workspace's.
type OfDates = (args: unknown[], timeZone: string, meter: ConditionMeter) => unknown;
const ofDates: Record<string, OfDates> = {
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
  before: ordersDates((order) => order < 0),
  after: ordersDates((order) => order > 0),
  dateAdd,
};
for (const [name, method] of Object.entries(ofDates)) {
  engine.addMethod(name, (args: unknown[], context: Context) =>
    method(args, localZone(context), spent(context)),
  );
}

/** An operation's own cost, whatever it looks at. */
const stepsPerOperation = 20;

function spent(context: Context): ConditionMeter {
  const meter = context[meterOf];
  meter.spend(stepsPerOperation);
  return meter;
}

/**
 * Whether a condition holds. A missing value fails every comparison but `!=` and `!`. For a filter,
 * which sees an event alone, `now` is when that was received.
 *
 * @param meter counts what it costs; several conditions may share one
 * @throws ConditionTooCostly when that is more than the meter allows
 */
export function evaluateCondition(
  condition: Condition,
  facts: Partial<Facts>,
  meter: ConditionMeter = new ConditionMeter(stepsForBlock),
): boolean {
  const now = facts.now ?? facts.event?.receivedAt;
  return holds(engine.run(condition, { ...facts, now, [meterOf]: meter }));
}

/** As JsonLogic has it: a list of none does not hold. */
function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
