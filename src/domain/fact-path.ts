/**
 * The value at a path such as `event.params.total`: own properties only, undefined where there is none.
 * A name may have dots of its own: `event.params.order.total` is the `total` of an object `order`, and
 * where there is none the param `order.total`. `event.params["order.total"]` names the param alone.
 */
export function valueAt(facts: object, path: string): unknown {
  const plain = valueBelow(facts, path.split("."), 0);
  return plain === undefined && path.includes("[") ? bracketed(facts, path) : plain;
}

/** The shortest names first: an object inside goes before a name with a dot. */
function valueBelow(value: unknown, parts: readonly string[], from: number): unknown {
  if (from === parts.length) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (let end = from + 1; end <= parts.length; end++) {
    const name = parts.slice(from, end).join(".");
    if (!Object.hasOwn(value, name)) continue;
    const found = valueBelow((value as Record<string, unknown>)[name], parts, end);
    if (found !== undefined) return found;
  }
  return undefined;
}

const part = /(?:^|\.)([^.[\]]+)|\[(?:"([^"]*)"|'([^']*)'|(\d+))\]/y;

/** As a template names it: names that are not plain stand in brackets. */
function bracketed(facts: object, path: string): unknown {
  let value: unknown = facts;
  part.lastIndex = 0;
  while (part.lastIndex < path.length) {
    const [, plain, double, single, index] = part.exec(path) ?? [];
    const name = plain ?? double ?? single ?? index;
    if (name === undefined || typeof value !== "object" || value === null) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
