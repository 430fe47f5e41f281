import type { Caller } from "./route.ts";

/** What a caller is shown of a contact that it has changed: see contactForCaller. */
export function redactedFor<Shown extends { id: string }>(
  { scopes }: Caller,
  shown: Shown,
): Shown | { id: string } {
  return scopes.includes("read") ? shown : { id: shown.id };
}
