import { startBody, startFaults } from "./start-form.ts";
import { stopBody, stopFaults } from "./stop-form.ts";
import type { Body, TriggerState } from "./trigger-state.ts";

/**
 * Which link the words below the dialog are about: the start, or in a dialog about a stop that
 * stop. Undefined while it is not whole.
 */
export function descriptionOf(
  { start, stops }: TriggerState,
  tab: string,
  bindingId: string | undefined,
): { body: Body; bindingId: string | undefined } | undefined {
  if (start !== undefined) {
    const isWhole = Object.keys(startFaults(start.form)).length === 0;
    if (tab === "stops" || !isWhole) return undefined;
    return { body: startBody(start.form), bindingId: start.bindingId };
  }
  const stop = stops.find(({ key }) => key === (bindingId ?? "new"));
  if (stop === undefined || Object.keys(stopFaults(stop.form)).length > 0) return undefined;
  return { body: stopBody(stop.form), bindingId: stop.bindingId };
}
