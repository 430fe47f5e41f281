import { AppError } from "../../contract/errors.ts";

export const boundTwice =
  "this event type starts this workflow already, with the same filter: each event would launch two runs";

/** Turns the violation of `bindings_start_once` into words; throws everything else on. */
export function asTwiceBound(error: unknown): never {
  if ((error as { constraint?: string } | null)?.constraint === "bindings_start_once") {
    throw new AppError("conflict", boundTwice);
  }
  throw error;
}
