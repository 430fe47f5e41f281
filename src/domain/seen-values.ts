import { readDate } from "./date-value.ts";

export const valueTypes = ["text", "number", "boolean", "date", "list"] as const;
export type ValueType = (typeof valueTypes)[number];

/** What was seen under a name, in some objects. */
export interface SeenValue {
  name: string;
  /** That of most of its values. */
  type: ValueType;
  /** How many objects had a value in it. */
  count: number;
  examples: (string | number | boolean)[];
  /** The names that the entries of a list of objects have. */
  fields?: string[];
}

const maxDepth = 3;
const maxNames = 200;
const maxExamples = 5;
const maxFields = 50;
const maxExampleLength = 60;

interface Seen {
  types: Map<ValueType, number>;
  examples: Set<string | number | boolean>;
  fields: Set<string>;
}

/**
 * The names that objects have, with their types and some of their values, the most frequent first.
 * Objects inside are told by dotted names, three deep. A name with a dot of its own is left out: no
 * condition could name it.
 */
export function seenValues(objects: readonly object[]): SeenValue[] {
  const seen = new Map<string, Seen>();
  for (const object of objects) look(object, "", 1, seen);
  return [...seen]
    .map(([name, { types, examples, fields }]) => {
      const [[type] = ["text" as const]] = [...types].toSorted(([, a], [, b]) => b - a);
      const count = [...types.values()].reduce((sum, times) => sum + times, 0);
      const value = { name, type, count, examples: [...examples] };
      return fields.size === 0 ? value : { ...value, fields: [...fields].toSorted() };
    })
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function look(object: object, prefix: string, depth: number, seen: Map<string, Seen>): void {
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    if (key === "" || key === "__proto__" || key.includes(".")) continue;
    if (value === null || value === undefined || value === "") continue;
    const name = prefix + key;
    if (typeof value === "object" && !Array.isArray(value)) {
      if (depth < maxDepth) look(value, `${name}.`, depth + 1, seen);
    } else if (seen.has(name) || seen.size < maxNames) {
      note(value, seenAt(seen, name));
    }
  }
}

function seenAt(seen: Map<string, Seen>, name: string): Seen {
  const known = seen.get(name) ?? { types: new Map(), examples: new Set(), fields: new Set() };
  seen.set(name, known);
  return known;
}

function note(value: unknown, { types, examples, fields }: Seen): void {
  const type = typeOf(value);
  types.set(type, (types.get(type) ?? 0) + 1);
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 5) as unknown[]) {
      if (typeof entry !== "object" || entry === null || Array.isArray(entry)) continue;
      for (const field of Object.keys(entry)) if (fields.size < maxFields) fields.add(field);
    }
  } else if (examples.size < maxExamples && isShort(value)) examples.add(value);
}

function isShort(value: unknown): value is string | number | boolean {
  return typeof value === "string"
    ? value.length <= maxExampleLength
    : typeof value === "number" || typeof value === "boolean";
}

function typeOf(value: unknown): ValueType {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || typeof value === "boolean") {
    return typeof value as "number" | "boolean";
  }
  // A number is a number, though conditions would take a large one for Unix time.
  const text = String(value);
  return /[-/.]/.test(text) && readDate(text, "UTC") !== null ? "date" : "text";
}

const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A path as Liquid names it: a name with blanks stands in brackets. */
export function liquidPath(path: string): string {
  return path
    .split(".")
    .reduce((before, name) =>
      plainName.test(name) ? `${before}.${name}` : `${before}[${JSON.stringify(name)}]`,
    );
}
