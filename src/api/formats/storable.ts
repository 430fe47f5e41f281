import { AppError } from "../../contract/errors.ts";
import { unkeepableText } from "../../contract/parse.ts";
import type { Path } from "../../domain/keepable.ts";
import { maxDepth, numberFault } from "../../domain/keepable.ts";

const notStorable = /\0|\p{Surrogate}/gu;
const substitutes = "\uFFFD";

/**
 * The same value with what Postgres can't keep (NUL characters, and halves of surrogate pairs, as
 * clients leave them that cut texts) replaced: these clients drop what they are refused.
 * @throws AppError `invalid` for nesting beyond 32 levels, and for a number out of range, by its path
 */
export function storable(value: unknown, path: Path = [], level = 0): unknown {
  if (typeof value === "string") return value.replaceAll(notStorable, substitutes);
  if (typeof value === "number") return finite(value, path);
  if (typeof value !== "object" || value === null) return value;
  if (level >= maxDepth) {
    throw new AppError("invalid", `it is nested deeper than ${maxDepth} levels`);
  }
  if (Array.isArray(value)) {
    return value.map((entry, index) => storable(entry, [...path, index], level + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key.replaceAll(notStorable, substitutes),
      storable(entry, [...path, key], level + 1),
    ]),
  );
}

function finite(value: number, path: Path): number {
  const fault = numberFault(value, path);
  if (fault === null) return value;
  throw new AppError("invalid", unkeepableText(fault));
}
