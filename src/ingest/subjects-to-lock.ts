import type { KnownEvent } from "./known-event.ts";

/**
 * What has to follow one another: stops, starts that can be stopped or that look at what is under
 * way, and events that runs wait for.
 */
export function subjectsToLock(batch: readonly KnownEvent[]): string[] {
  return batch
    .filter(
      ({ awaited, bindings }) =>
        awaited ||
        bindings.some(
          (binding) => binding.role === "stop" || binding.hasStops || binding.avoidInProgress,
        ),
    )
    .flatMap(({ contactId, event }) => [
      ...(contactId === null ? [] : [`contact/${contactId}`]),
      `key/${event.keyValue}`,
    ]);
}
