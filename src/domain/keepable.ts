export type Path = readonly (string | number)[];

export interface Unkeepable {
  path: Path;
  message: string;
}

/** What is nested deeper breaks what walks through it. */
export const maxDepth = 32;

/**
 * What of a value from outside can't be kept, and where: NUL characters and halves of surrogate pairs,
 * which Postgres refuses with all of their transaction, numbers out of range, and nesting beyond 32
 * levels. Null when all of it can be.
 *
 * @param path where the value itself stands
 */
export function unkeepable(value: unknown, path: Path = []): Unkeepable | null {
  return faultIn(value, path, path.length + maxDepth);
}

function faultIn(value: unknown, path: Path, deepest: number): Unkeepable | null {
  if (typeof value === "string") return textFault(value, path, "");
  if (typeof value === "number") return numberFault(value, path);
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= deepest) return { path, message: `is nested deeper than ${maxDepth} levels` };
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const fault = faultIn(entry, [...path, index], deepest);
      if (fault !== null) return fault;
    }
    return null;
  }
  for (const [key, entry] of Object.entries(value)) {
    const fault = textFault(key, path, "a key in it ") ?? faultIn(entry, [...path, key], deepest);
    if (fault !== null) return fault;
  }
  return null;
}

export function numberFault(value: number, path: Path): Unkeepable | null {
  if (Number.isFinite(value)) return null;
  return {
    path,
    message: "is a number out of range: 1.7e308 is about the largest, 5e-324 the smallest",
  };
}

const halfPair = /\p{Surrogate}/u;

function textFault(text: string, path: Path, what: string): Unkeepable | null {
  if (text.includes("\0")) {
    return { path, message: `${what}contains a NUL character, which can't be kept` };
  }
  return halfPair.test(text)
    ? { path, message: `${what}contains half a surrogate pair, which is not Unicode` }
    : null;
}
