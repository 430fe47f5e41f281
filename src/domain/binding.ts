import type { Condition } from "./condition.ts";
import type { Frequency } from "./frequency.ts";

/** Whom a frequency counts: the contact, or the event's key ("once per order"). */
export type Subject = "contact" | "key";

/** How a stop event finds the runs it ends. Auto: by contact when it names one, else by key. */
export type StopMatch = "auto" | "contact" | "key";

/**
 * Whom a start launches runs for instead of its event's contact: the members of a segment, by its
 * name or by that of the event's param which holds the name.
 */
export type ForEachMember = { segment: string } | { param: string };

export interface StartBindingRule {
  role: "start";
  frequency: Frequency;
  subject: Subject;
  filter: Condition | null;
  /** Milliseconds; an event that occurred longer ago starts nothing. */
  ignoreOlderThan: number | null;
  /** Starts nothing while a run of the workflow is in progress for the contact. */
  avoidInProgress: boolean;
  /** Also heeds clicks and opens that machines made: scanners, previews, prefetches. */
  includeMachines: boolean;
  forEach: ForEachMember | null;
}

export interface StopBindingRule {
  role: "stop";
  match: StopMatch;
  filter: Condition | null;
  /** Milliseconds; a stop event that came this long before a start still counts. */
  lookBack: number | null;
}

/** How a stop finds runs for one event: null when the event gives nothing to match by. */
export function stopTarget(
  match: StopMatch,
  event: { contactId: string | null; keyValue: string },
): { contactId: string } | { key: string } | null {
  if (match !== "key" && event.contactId !== null) return { contactId: event.contactId };
  if (match !== "contact" && event.keyValue !== "") return { key: event.keyValue };
  return null;
}
