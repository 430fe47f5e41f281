/** What templates in Velocity get to see. */

import { isOwn } from "./velocity-methods.ts";

/** A copy, as templates change what they get: of data alone, and without prototypes. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  // It would be written out as "null".
  if (value === null || typeof value === "function") return undefined;
  if (typeof value !== "object") return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, entry] of Object.entries(value)) copy[name] = plain(entry);
  return copy;
}

/** `first` and `last` of `$foreach`, which the library leaves out. */
export function loopProperty(base: unknown, name: string): boolean | undefined {
  if (typeof base !== "object" || base === null || !isOwn(base, "hasNext")) return undefined;
  const { index, hasNext } = base as { index?: unknown; hasNext?: unknown };
  if (name === "first") return index === 0;
  return name === "last" ? hasNext === false : undefined;
}
