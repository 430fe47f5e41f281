import type { LiveBinding } from "../db/bindings-for-events.ts";
import { evaluateCondition } from "../domain/condition.ts";
import type { EventFacts } from "../domain/facts.ts";
import type { PreparedEvent } from "./prepare.ts";

/** A new event whose type, contact and bindings are known: ready to be decided. */
export interface KnownEvent extends PreparedEvent {
  typeId: string;
  /** Whether runs may wait for events of this type. */
  awaited: boolean;
  contactId: string | null;
  contactMade: boolean;
  conflict: readonly object[];
  bindings: readonly LiveBinding[];
}

export function factsOfEvent({ id, event }: KnownEvent, receivedAt: Date): EventFacts {
  const { typeKey, keyValue, params, occurredAt } = event;
  return {
    ...{ id, typeKey, keyValue, params },
    receivedAt: receivedAt.toISOString(),
    occurredAt: occurredAt?.toISOString() ?? null,
  };
}

/** Whether an event passes a binding's filter. */
export function passes(known: KnownEvent, binding: LiveBinding, receivedAt: Date): boolean {
  return (
    binding.filter === null ||
    evaluateCondition(binding.filter, { event: factsOfEvent(known, receivedAt) })
  );
}
