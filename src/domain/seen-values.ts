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
  /** The names one by one, each perhaps with dots of its own. */
  names: string[];
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
  names: string[];
}

/**
 * The names that objects have, with their types and some of their values, the most frequent first.
 * Objects inside are told by dotted names, three deep.
 */
export function seenValues(objects: readonly object[]): SeenValue[] {
  const seen = new Map<string, Seen>();
  for (const object of objects) look(object, [], seen);
  return [...seen]
    .map(([name, { types, examples, fields, names }]) => {
      const [[type] = ["text" as const]] = [...types].toSorted(([, a], [, b]) => b - a);
      const count = [...types.values()].reduce((sum, times) => sum + times, 0);
      const value = { name, type, count, examples: [...examples], names };
      return fields.size === 0 ? value : { ...value, fields: [...fields].toSorted() };
    })
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function look(object: object, above: readonly string[], seen: Map<string, Seen>): void {
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    if (key === "" || key.split(".").includes("__proto__")) continue;
    if (value === null || value === undefined || value === "") continue;
    const names = [...above, key];
    const name = names.join(".");
    if (typeof value === "object" && !Array.isArray(value)) {
      if (names.length < maxDepth) look(value, names, seen);
    } else if (seen.has(name) || seen.size < maxNames) {
      note(value, seenAt(seen, name, names));
    }
  }
}

/** Of an object inside and of a name with a dot that read the same, a condition finds the object. */
function seenAt(seen: Map<string, Seen>, name: string, names: string[]): Seen {
  const known = seen.get(name) ?? {
    types: new Map(),
    examples: new Set(),
    fields: new Set(),
    names,
  };
  if (names.length > known.names.length) known.names = names;
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
  return /[-/.:]/.test(text) && readDate(text, "UTC") !== null ? "date" : "text";
}

const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A path as Liquid names it: a name with blanks, dots or brackets stands in brackets. */
export function liquidPath(names: readonly string[]): string {
  return names.reduce((before, name) =>
    plainName.test(name) ? `${before}.${name}` : `${before}[${quoted(name)}]`,
  );
}

/** Liquid has no escapes in a text: one kind of quotes, or the other. */
const quoted = (name: string): string => (name.includes('"') ? `'${name}'` : `"${name}"`);
