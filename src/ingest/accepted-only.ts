import type { IngestResult, RefusedEvent } from "../domain/event.ts";

/** Only what comes from outside can be refused: the results of our own events. */
export function acceptedOnly(results: readonly (IngestResult | RefusedEvent)[]): IngestResult[] {
  return results.map((result) => {
    if (result.outcome === "refused") throw new Error("an event was refused that was ours");
    return result;
  });
}
