import type { ConditionPart } from "./read-condition.ts";
import type { Shape } from "./values.ts";
import { shapes } from "./values.ts";

/**
 * A sentence with values in it: "the event occurred at {at:instant}". What stands behind the colon is
 * the shape of the value; or `sentence` (another one that can be read), `list` (several, with "; "
 * between them), `parts` (with ", "), `deeds` (with ", and "), `choice` (with " or "), `rule` (a
 * condition in words). Without a colon it is any text. A brace with anything else behind it is a brace.
 */
export interface Template {
  text: string;
  parts: readonly Part[];
  /** What stands between values that may be any text. */
  segments: readonly (readonly Fixed[])[];
  /** Those values, one between two segments. */
  free: readonly Free[];
}

export type FreeKind = "text" | "sentence" | "list" | "parts" | "deeds" | "choice" | "rule";
type Fixed = string | { name: string; kind: Shape };
interface Free {
  name: string;
  kind: FreeKind;
}
type Part = Fixed | Free;

/** A value as it stands in a sentence. */
export interface ReadValue {
  kind: Shape | FreeKind;
  text: string;
  /** Of a condition, where it can be read. */
  condition?: readonly ConditionPart[];
}

type ValueOf<Kind> = Kind extends "number" ? number : Kind extends "instant" ? Date : string;
type Named<Inside extends string> = Inside extends `${infer Name}:${infer Kind}`
  ? Record<Name, ValueOf<Kind>>
  : Record<Inside, string>;

/** The values that a sentence needs, by name. */
export type ValuesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? Named<Inside> & ValuesIn<Rest>
  : unknown;

export function templateOf(text: string): Template {
  const parts = partsOf(text);
  const segments: Fixed[][] = [[]];
  const free: Free[] = [];
  for (const part of parts) {
    if (isFree(part)) {
      free.push(part);
      segments.push([]);
    } else segments.at(-1)?.push(part);
  }
  return { text, parts, segments, free };
}

const value = /^\w+(?::\w+)?$/;

function partsOf(text: string): Part[] {
  const [first = "", ...others] = text.split("{");
  const parts: Part[] = [];
  let literal = first;
  for (const other of others) {
    const end = other.indexOf("}");
    const inside = other.slice(0, Math.max(end, 0));
    if (!value.test(inside)) {
      literal += `{${other}`;
      continue;
    }
    if (literal !== "") parts.push(literal);
    const [name = "", kind = "text"] = inside.split(":");
    parts.push({ name, kind } as Part);
    literal = other.slice(end + 1);
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

function isFree(part: Part): part is Free {
  return typeof part !== "string" && !(part.kind in shapes);
}

/** A sentence with its values, each as it is to stand there. */
export function filled({ parts }: Template, values: Readonly<Record<string, string>>): string {
  return parts.map((part) => (typeof part === "string" ? part : values[part.name])).join("");
}

/** The values with which a template gives a text, or null where it can't. */
export function valuesOf(
  { segments, free }: Template,
  text: string,
): Record<string, ReadValue> | null {
  const values: Record<string, ReadValue> = {};
  const [first = [], ...others] = segments;
  let at = endOf(first, text, 0, values);
  for (const [place, segment] of others.entries()) {
    if (at === -1) return null;
    const isLast = place === others.length - 1;
    const begins = isLast
      ? lastPlaceOf(segment, text, at, values)
      : placeOf(segment, text, at, values);
    const before = free[place];
    if (begins === -1 || before === undefined) return null;
    values[before.name] = { kind: before.kind, text: text.slice(at, begins) };
    at = endOf(segment, text, begins, values);
  }
  return at === text.length ? values : null;
}

type Values = Record<string, ReadValue>;

/** The first place at which a segment fits: leaving more to the ones behind is never worse. */
function placeOf(segment: readonly Fixed[], text: string, from: number, values: Values): number {
  const literal = literalOf(segment);
  for (let at = text.indexOf(literal, from); at !== -1; at = text.indexOf(literal, at + 1)) {
    if (endOf(segment, text, at, values) !== -1) return at;
  }
  return -1;
}

/** The place at which it fits and the text ends with it. */
function lastPlaceOf(
  segment: readonly Fixed[],
  text: string,
  from: number,
  values: Values,
): number {
  const literal = literalOf(segment);
  if (literal === "") return text.length;
  for (let at = text.lastIndexOf(literal); at >= from; at = text.lastIndexOf(literal, at - 1)) {
    if (endOf(segment, text, at, values) === text.length) return at;
    if (at === 0) break;
  }
  return -1;
}

/** A segment between texts begins with a literal, as else nobody could say where one ends. */
function literalOf([first]: readonly Fixed[]): string {
  return typeof first === "string" ? first : "";
}

/** Where a segment that begins at a place ends; -1: it doesn't stand there. */
function endOf(segment: readonly Fixed[], text: string, from: number, values: Values): number {
  let at = from;
  for (const part of segment) {
    const end =
      typeof part === "string" ? endOfLiteral(part, text, at) : shapes[part.kind](text, at);
    if (end === -1) return -1;
    if (typeof part !== "string") {
      values[part.name] = { kind: part.kind, text: text.slice(at, end) };
    }
    at = end;
  }
  return at;
}

function endOfLiteral(literal: string, text: string, at: number): number {
  return text.startsWith(literal, at) ? at + literal.length : -1;
}
