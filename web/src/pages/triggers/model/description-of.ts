import { startBody, startErrors } from "./start-form.ts";
import { stopBody, stopErrors } from "./stop-form.ts";
import type { Body, TriggerState } from "./trigger-state.ts";

/**
 * Which trigger the description at the foot of the dialog is about: the start, or in a dialog about a
 * stop that stop. Undefined while its form is incomplete.
 */
export function descriptionOf(
  { start, stops }: TriggerState,
  tab: string,
  bindingId: string | undefined,
): { body: Body; bindingId: string | undefined } | undefined {
  if (start !== undefined) {
    const isWhole = Object.keys(startErrors(start.form)).length === 0;
    if (tab === "stops" || !isWhole) return undefined;
    return { body: startBody(start.form), bindingId: start.bindingId };
  }
  const stop = stops.find(({ key }) => key === (bindingId ?? "new"));
  if (stop === undefined || Object.keys(stopErrors(stop.form)).length > 0) return undefined;
  return { body: stopBody(stop.form), bindingId: stop.bindingId };
}
