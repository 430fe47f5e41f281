import type { Comparison } from "./rule.ts";
import { measureForms } from "./measures.ts";

export const comparisons: readonly string[] = [
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "oneOf",
  "contains",
  "startsWith",
  "endsWith",
] satisfies Comparison[];
const truths = ["and", "or", "!", "before", "after", "isSet", "isEmpty", "anniversary"];
const values = ["var", "lower", "dateAdd", ...Object.keys(measureForms)];
/** What a rule may have; each measure is a walk through a part of what has happened. */
export const mostOf = { levels: 20, parts: 200, measures: 20, shift: 1_000_000 };

/** All operators of the language. */
export const operators: readonly string[] = [...comparisons, ...truths, ...values];

/** Whether an argument is the list of the contact's segments. */
export function isSegments(given: unknown): boolean {
  if (typeof given !== "object" || given === null || !("var" in given)) return false;
  return [given.var].flat()[0] === "contact.segments";
}
