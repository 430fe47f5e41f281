import { AppError } from "../../contract/errors.ts";

const maxDepth = 32;
const notStorable = /\0|\p{Surrogate}/gu;
const substitutes = "\uFFFD";

/**
 * The same value with what Postgres can't keep (NUL characters, and halves of surrogate pairs, as
 * clients leave them that cut texts) replaced: these clients drop what they are refused.
 * @throws AppError `invalid` for nesting beyond 32 levels
 */
export function storable(value: unknown, level = 0): unknown {
  if (typeof value === "string") return value.replaceAll(notStorable, substitutes);
  if (typeof value !== "object" || value === null) return value;
  if (level >= maxDepth) {
    throw new AppError("invalid", `it is nested deeper than ${maxDepth} levels`);
  }
  if (Array.isArray(value)) return value.map((entry) => storable(entry, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key.replaceAll(notStorable, substitutes),
      storable(entry, level + 1),
    ]),
  );
}
