import type { KnownType, KnownTypes } from "../db/events/bindings-for-events.ts";
import type { Placed } from "./deduplicate.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import type { KnownEvent } from "./known-event.ts";
import { meterForEvent } from "./known-event.ts";
import type { ContactRequest } from "./contact-requests.ts";
import type { ResolvedContact } from "./resolve-contacts.ts";

/** Whom an event speaks of. */
export function contactRequest({ event }: FingerprintedEvent): ContactRequest {
  const { identities, knownContactId, source } = event;
  return knownContactId === undefined
    ? { identities, source }
    : { identities, knownContactId, source };
}

/** New events with their types and contacts. */
export function knownEvents(
  fresh: readonly Placed[],
  contacts: readonly ResolvedContact[],
  { types, workspace }: Pick<KnownTypes, "types" | "workspace">,
): KnownEvent[] {
  return fresh.map(({ prepared }, index) => {
    const type = types.get(prepared.event.typeKey);
    const contact = contacts[index];
    if (type === undefined || contact === undefined) {
      throw new Error("a type was deleted meanwhile");
    }
    const { id, event, fingerprint, external } = prepared;
    const { awaited, bindings } = concernedBy(event, type);
    return {
      id,
      event,
      fingerprint,
      external,
      typeId: type.id,
      awaited,
      asked: type.asked,
      bindings,
      contactId: contact.contactId,
      contactMade: contact.made,
      conflict: contact.conflict,
      workspace,
      ignored: contact.ignored,
      meter: meterForEvent(),
    };
  });
}

/**
 * What an event may decide and wake: a past one nothing, one of a fan-out to a binding's segment that
 * binding alone.
 */
function concernedBy(
  { onlyBinding, past }: FingerprintedEvent["event"],
  { awaited, bindings }: KnownType,
): Pick<KnownType, "awaited" | "bindings"> {
  if (past === true) return { awaited: false, bindings: [] };
  return onlyBinding === undefined
    ? { awaited, bindings }
    : { awaited: false, bindings: bindings.filter(({ id }) => id === onlyBinding) };
}
