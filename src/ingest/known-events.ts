import type { KnownType, KnownTypes } from "../db/events/bindings-for-events.ts";
import type { Placed } from "./deduplicate.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import type { KnownEvent } from "./known-event.ts";
import { meterForEvent } from "./known-event.ts";
import type { ContactRequest } from "./contact-requests.ts";
import type { ResolvedContact } from "./resolve-contacts.ts";

/** What a transaction has read that holds for all of its events. */
export type WhatIsKnown = Pick<KnownTypes, "types" | "workspace" | "controlGroup">;

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
  { types, workspace, controlGroup }: WhatIsKnown,
): KnownEvent[] {
  return fresh.map(({ prepared }, index) => {
    const type = types.get(prepared.event.typeKey);
    const contact = contacts[index];
    if (type === undefined || contact === undefined) {
      throw new Error("a type was deleted meanwhile");
    }
    const { id, event, fingerprint, external, trace } = prepared;
    const { awaited, bindings, goals } = concernedBy(event, type);
    return {
      id,
      event,
      fingerprint,
      external,
      trace,
      typeId: type.id,
      awaited,
      asked: type.asked,
      showsInterest: type.showsInterest,
      bindings,
      goals,
      contactId: contact.contactId,
      contactMade: contact.made,
      conflict: contact.conflict,
      workspace,
      controlGroup,
      ignored: contact.ignored,
      meter: meterForEvent(),
    };
  });
}

/**
 * What an event may decide, wake and count for: a past one decides nothing, and one of a fan-out to a
 * binding's segment that binding alone; it is no event of the contact's own.
 */
function concernedBy(
  { onlyBinding, past }: FingerprintedEvent["event"],
  { awaited, bindings, goals }: KnownType,
): Pick<KnownType, "awaited" | "bindings" | "goals"> {
  if (past === true) return { awaited: false, bindings: [], goals };
  if (onlyBinding === undefined) return { awaited, bindings, goals };
  const only = bindings.filter(({ id }) => id === onlyBinding);
  return { awaited: false, bindings: only, goals: [] };
}
