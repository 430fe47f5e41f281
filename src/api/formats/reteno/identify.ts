import type { IncomingEvent } from "../../../domain/event.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { idsOfGiven } from "../../../services/numeric-ids/numeric-ids.ts";
import type { FormatEvent } from "./event-form.ts";

/**
 * Events with the contacts that their ContactIds number. One that is no number of ours is the
 * producer's own id of the person, as in the API's own events.
 */
export async function identified(
  context: ServiceContext,
  events: readonly FormatEvent[],
): Promise<IncomingEvent[]> {
  const given = events.flatMap(({ contactId }) => contactId ?? []);
  const ids =
    given.length === 0 ? new Map<string, string>() : await idsOfGiven(context, "contact", given);
  return events.map(({ event, contactId }) => {
    if (contactId === null) return event;
    const knownContactId = ids.get(contactId);
    if (knownContactId !== undefined) return { ...event, knownContactId };
    const parsed = parseIdentity("contactId", contactId);
    if (parsed.outcome !== "identity") return event;
    const others = event.identities.filter(({ kind }) => kind !== "contactId");
    return { ...event, identities: [parsed.identity, ...others] };
  });
}
