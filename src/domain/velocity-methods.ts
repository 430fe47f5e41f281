/** The methods of Java's strings, lists and maps that Velocity templates may call, and no others. */

import { isEqual } from "./velocity-values.ts";

/** A Velocity template that asks for too much or for what it must not have. */
export class VelocityRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "VelocityRefused";
  }
}

const maxElements = 10_000;
const maxTextLength = 1_000_000;

export function isOwn(base: unknown, name: string): boolean {
  return name !== "__proto__" && base !== null && base !== undefined && Object.hasOwn(base, name);
}

/** What a method answers; undefined for one that there is not. */
export function callMethod(base: unknown, name: string, given: readonly unknown[]): unknown {
  const [first, second] = given;
  if (name === "toString" && typeof base === "string") return base;
  if (name === "toString" && typeof base === "number") return String(base);
  if (name === "equals") return isEqual(base, first);
  const methods = methodsOf(base);
  // Their own: what every object inherits is no method of theirs.
  const method = Object.hasOwn(methods, name) ? (methods as Methods<never>)[name] : undefined;
  if (method !== undefined) return method(base as never, first, second);
  return typeof base === "object" && base !== null ? bean(base, name, given) : undefined;
}

function methodsOf(base: unknown): object {
  if (typeof base === "string") return texts;
  if (typeof base === "number") return numbers;
  if (Array.isArray(base)) return lists;
  return typeof base === "object" && base !== null ? maps : {};
}

type Methods<Base> = Record<string, ((base: Base, a: unknown, b: unknown) => unknown) | undefined>;

const texts: Methods<string> = {
  length: (text) => text.length,
  isEmpty: (text) => text === "",
  trim: (text) => text.trim(),
  toUpperCase: (text) => text.toUpperCase(),
  toLowerCase: (text) => text.toLowerCase(),
  equalsIgnoreCase: (text, other) => text.toLowerCase() === String(other).toLowerCase(),
  contains: (text, part) => text.includes(String(part)),
  startsWith: (text, part) => text.startsWith(String(part)),
  endsWith: (text, part) => text.endsWith(String(part)),
  indexOf: (text, part) => text.indexOf(String(part)),
  lastIndexOf: (text, part) => text.lastIndexOf(String(part)),
  charAt: (text, at) => text.charAt(Number(at)),
  substring: (text, from, to) =>
    text.substring(Number(from), to === undefined ? undefined : Number(to)),
  // Literally, as Java's does; a function as replacement there is none.
  replace: (text, part, by) => replaced(text, String(part), String(by)),
  split: (text, part) => atMost(text.split(String(part))),
};

const numbers: Methods<number> = {
  intValue: (number) => Math.trunc(number),
  doubleValue: (number) => number,
};

const lists: Methods<unknown[]> = {
  get: (list, at) => list[Number(at)],
  size: (list) => list.length,
  isEmpty: (list) => list.length === 0,
  contains: (list, one) => list.some((entry) => isEqual(entry, one)),
  indexOf: (list, one) => list.findIndex((entry) => isEqual(entry, one)),
  subList: (list, from, to) => list.slice(Number(from), Number(to)),
  add: (list, one) => {
    list.push(one);
    atMost(list);
    return "";
  },
};

const maps: Methods<Record<string, unknown>> = {
  get: (map, name) => (isOwn(map, String(name)) ? map[String(name)] : undefined),
  getOrDefault: (map, name, other) => (isOwn(map, String(name)) ? map[String(name)] : other),
  containsKey: (map, name) => isOwn(map, String(name)),
  size: (map) => Object.keys(map).length,
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => Object.keys(map),
  values: (map) => Object.values(map),
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  put: (map, name, value) => {
    if (String(name) !== "__proto__") map[String(name)] = value;
    return "";
  },
};

function replaced(text: string, part: string, by: string): string {
  const parts = text.split(part);
  if (text.length + parts.length * by.length > maxTextLength) {
    throw new VelocityRefused(`a text has more than ${maxTextLength} characters`);
  }
  return parts.join(by);
}

function atMost<Element>(list: Element[]): Element[] {
  if (list.length <= maxElements) return list;
  throw new VelocityRefused(`a list has more than ${maxElements} elements`);
}

/** `getPrice()` of a bean is the entry `price`; of an entry of a map, `getKey()` its key. */
function bean(base: object, name: string, given: readonly unknown[]): unknown {
  const [, property] = /^(?:get|is)([A-Z]\w*)$/.exec(name) ?? [];
  if (property === undefined || given.length > 0) return undefined;
  const lower = property.charAt(0).toLowerCase() + property.slice(1);
  for (const one of [lower, property]) {
    if (isOwn(base, one)) return (base as Record<string, unknown>)[one];
  }
  return undefined;
}
