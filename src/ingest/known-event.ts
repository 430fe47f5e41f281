import type { LiveBinding } from "../db/bindings-for-events.ts";
import { evaluateCondition } from "../domain/condition.ts";
import type { PreparedEvent } from "./prepare.ts";

/** A new event whose type, contact and bindings are known: ready to be decided. */
export interface KnownEvent extends PreparedEvent {
  typeId: string;
  contactId: string | null;
  contactMade: boolean;
  conflict: readonly object[];
  bindings: readonly LiveBinding[];
}

/** Whether an event passes a binding's filter. */
export function passes(known: KnownEvent, binding: LiveBinding, receivedAt: Date): boolean {
  if (binding.filter === null) return true;
  const { typeKey, keyValue, params, occurredAt } = known.event;
  return evaluateCondition(binding.filter, {
    event: {
      id: known.id,
      typeKey,
      keyValue,
      params,
      receivedAt: receivedAt.toISOString(),
      occurredAt: occurredAt?.toISOString() ?? null,
    },
  });
}
