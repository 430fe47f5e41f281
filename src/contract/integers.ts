import { z } from "zod";

/** The largest that a column of Postgres's type `int` holds. */
const maxInt4 = 2_147_483_647;

/** A whole number that a column holds. */
export function int4(least = 0) {
  return z.int().min(least).max(maxInt4);
}

/** How many rows there are: `count(*)` and `sum()` are `bigint`s, which we read as numbers. */
export const count = z.int().min(0);

/** A whole number in a path or query: digits only, where Number() would take "", "0x1f" and "1e3". */
export function wholeNumberIn(least: number, most = maxInt4) {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(
    (text) => (typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text),
    z.int(words).min(least, words).max(most, words),
  );
}
