import type { Measure, RuleValue, Truth } from "./rule.ts";

/** Each part of a rule that holds or does not, those of filters inside of measures among them. */
function* truthsOf(rule: Truth): Generator<Truth> {
  yield rule;
  if (rule.kind === "all" || rule.kind === "any") {
    for (const part of rule.parts) yield* truthsOf(part);
  } else if (rule.kind === "not") {
    yield* truthsOf(rule.part);
  }
}

/** Each value that a rule asks for. */
function* valuesOf(rule: Truth): Generator<RuleValue> {
  for (const part of truthsOf(rule)) {
    if (part.kind === "compare" || part.kind === "moments") {
      yield* within(part.left);
      yield* within(part.right);
    } else if ("value" in part && part.kind !== "constant") {
      yield* within(part.value);
    }
  }
}

function* within(value: RuleValue): Generator<RuleValue> {
  yield value;
  if (value.kind === "lower") yield* within(value.of);
  if (value.kind === "dateAdd") yield* within(value.date);
}

/** The segments that a rule asks for, by name. */
export function segmentsIn(rule: Truth): string[] {
  const names = [...truthsOf(rule)].flatMap((part) =>
    part.kind === "inSegments" ? part.names : [],
  );
  return [...new Set(names)];
}

/** The workflows whose messages a rule counts, by id. */
export function workflowsIn(rule: Truth): string[] {
  return [...valuesOf(rule)].flatMap((value) => {
    const measure = value.kind === "measure" ? value.measure : null;
    return measure?.of === "messages" && measure.workflow !== null ? [measure.workflow] : [];
  });
}

/** What a rule measures of a contact's past, once each. */
export function measuresIn(rule: Truth): Measure[] {
  return [...valuesOf(rule)].flatMap((value) => (value.kind === "measure" ? value.measure : []));
}

/** What says something of a contact that does not stand in its own row. */
const factsBeside: Readonly<Record<string, string | readonly string[]>> = {
  topics: "topics",
  topicsByChannel: "channels",
  unsubscribedChannels: "channels",
  suppressedChannels: ["suppressions", "identities"],
  chats: "identities",
  devices: "devices",
  rfm: "rfm",
};

/** What of a contact can change a rule's answer, as `segment_rules.depends` has it; without segments. */
export function dependenciesOf(rule: Truth): string[] {
  const found = [...valuesOf(rule)].flatMap((value) => {
    if (value.kind === "measure") return ofMeasure(value.measure);
    if (value.kind !== "variable") return [];
    if (value.scope === "lastOrder") return ["orders"];
    const [field = ""] = value.path;
    return factsBeside[field] ?? "contact";
  });
  // A rule may hold for somebody of whom nothing is known: a new contact has to be asked about.
  return [...new Set([...found, "contact"])].toSorted();
}

function ofMeasure(measure: Measure): string[] {
  return measure.of === "events" ? measure.types.map((type) => `event:${type}`) : [measure.of];
}

/** Whether time alone can change a rule's answer. */
export function isTimed(rule: Truth): boolean {
  return (
    [...truthsOf(rule)].some(({ kind }) => kind === "anniversary") ||
    [...valuesOf(rule)].some(
      (value) =>
        value.kind === "now" ||
        (value.kind === "measure" && isTimedMeasure(value.measure)) ||
        // Some suppressions run out.
        (value.kind === "variable" && value.path[0] === "suppressedChannels"),
    )
  );
}

function isTimedMeasure(measure: Measure): boolean {
  if (measure.last !== undefined) return true;
  const filters = measure.of === "orders" ? [measure.where, measure.item] : [];
  if (measure.of === "events") filters.push(measure.where);
  return filters.some((filter) => filter !== null && isTimed(filter));
}
