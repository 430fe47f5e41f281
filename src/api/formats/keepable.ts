import { AppError } from "../../contract/errors.ts";

const deepest = 32;
const notKept = /\0|\p{Surrogate}/gu;
const stand = "\uFFFD";

/**
 * The same value with what Postgres can't keep (NUL characters, and halves of surrogate pairs, as
 * clients leave them that cut texts) replaced: these clients drop what they are refused.
 * @throws AppError `invalid` for nesting beyond 32 levels
 */
export function keepable(value: unknown, level = 0): unknown {
  if (typeof value === "string") return value.replaceAll(notKept, stand);
  if (typeof value !== "object" || value === null) return value;
  if (level >= deepest) {
    throw new AppError("invalid", `it is nested deeper than ${deepest} levels`);
  }
  if (Array.isArray(value)) return value.map((entry) => keepable(entry, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key.replaceAll(notKept, stand),
      keepable(entry, level + 1),
    ]),
  );
}
