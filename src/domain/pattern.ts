import { RE2JS } from "re2js";

/**
 * Regular expressions of strangers, matched in linear time: RE2's language, which has no look-around
 * and no back-references. Why, and what it costs at most: docs/adr/0009-patterns-in-linear-time.md.
 */
const maxPatternLength = 500;
const maxProgramSize = 500;
const maxTextLength = 5_000;

const maxCompiled = 500;
const compiled = new Map<string, { program: RE2JS; size: number }>();

/** What is wrong with a pattern, or null. */
export function patternError(pattern: unknown): string | null {
  if (typeof pattern !== "string" || pattern === "") return "the pattern is a text";
  if (pattern.length > maxPatternLength) {
    return `the pattern has more than ${maxPatternLength} characters`;
  }
  try {
    const size = compile(pattern).programSize();
    return size > maxProgramSize ? "the pattern repeats too much" : null;
  } catch (error) {
    const reason = (error as Error).message.replace("error parsing regexp: ", "");
    return `the pattern can't be read: ${reason}`;
  }
}

/** Whether a checked pattern is found in a text (its first 5,000 characters). */
export function matchesPattern(text: string, pattern: string): boolean {
  return patternOf(pattern).program.test(text.slice(0, maxTextLength));
}

/** What that costs at most, in steps of a condition's meter. */
export function matchCost(text: string, pattern: string): number {
  return 4 + 2 * Math.min(text.length, maxTextLength) * patternOf(pattern).size;
}

function patternOf(pattern: string): { program: RE2JS; size: number } {
  const known = compiled.get(pattern) ?? sized(compile(pattern));
  // The one used last stands last: the first is the one to forget.
  compiled.delete(pattern);
  compiled.set(pattern, known);
  const [oldest] = compiled.keys();
  if (compiled.size > maxCompiled && oldest !== undefined) compiled.delete(oldest);
  return known;
}

function sized(program: RE2JS): { program: RE2JS; size: number } {
  return { program, size: program.programSize() };
}

function compile(pattern: string): RE2JS {
  return RE2JS.compile(pattern);
}
