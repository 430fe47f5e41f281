import { LimitExceeded, limits, limitMessage } from "../limits.ts";
import { nestingError } from "../nesting.ts";
import { place } from "./place.ts";

/** @throws LimitExceeded for a text longer than anybody sends */
export function requireSize(text: string): string {
  if (text.length > limits.output) throw new LimitExceeded("size", limitMessage.size, place());
  return text;
}

/** @throws LimitExceeded for markup that would take a parser too long */
export function requireShallow(markup: string): string {
  const problem = nestingError(markup);
  if (problem !== null) throw new LimitExceeded("nesting", problem, place());
  return markup;
}
