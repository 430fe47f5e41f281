import type { IngestResult, RefusedEvent } from "../domain/event.ts";

/** Only what is offered can be refused: the results of events that were submitted. */
export function acceptedOnly(results: readonly (IngestResult | RefusedEvent)[]): IngestResult[] {
  return results.map((result) => {
    if (result.outcome === "refused") throw new Error("an event was refused that was not offered");
    return result;
  });
}
