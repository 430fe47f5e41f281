import type { Typed } from "./model/span.ts";

/** What Mantine's number field gives: a text while it is no number yet. */
export function typed(value: number | string): Typed {
  return typeof value === "number" ? value : "";
}
