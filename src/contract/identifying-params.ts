import type { Identity, IdentityKind } from "../domain/identity.ts";
import { parseIdentity } from "../domain/identity.ts";

/**
 * Which params say whom an event is about, in the order in which they count (Reteno's list, plus
 * AnonymousId). Names are compared without regard to case.
 */
const names: readonly (readonly [string, IdentityKind])[] = [
  ["contactid", "contactId"],
  ["contact_id", "contactId"],
  ["externalcustomerid", "contactId"],
  ["email", "email"],
  ["emailaddress", "email"],
  ["useremail", "email"],
  ["contactemail", "email"],
  ["phone", "phone"],
  ["sms", "phone"],
  ["phonenumber", "phone"],
  ["pushtoken", "pushToken"],
  ["mobpushtoken", "pushToken"],
  ["telegrambottoken", "pushToken"],
  ["anonymousid", "anonymousId"],
];
const ranks = new Map(names.map(([name, kind], rank) => [name, { kind, rank }]));

/** A value that may identify, and where it stands. */
export interface Named {
  name: string;
  value: unknown;
  path: PropertyKey[];
}

export interface UnreadableIdentity {
  path: PropertyKey[];
  message: string;
}

/**
 * The identities that named values give, one of a kind: of several the first in the order above.
 * An empty one is as if it had not been sent; one that can't be read is a fault.
 */
export function identitiesIn(values: readonly Named[]): {
  identities: Identity[];
  faults: UnreadableIdentity[];
} {
  const ranked = values
    .flatMap((value) => {
      const known = ranks.get(value.name.toLowerCase());
      return known === undefined ? [] : [{ ...value, ...known }];
    })
    .toSorted((a, b) => a.rank - b.rank);
  const byKind = new Map<IdentityKind, Identity>();
  const faults: UnreadableIdentity[] = [];
  for (const { kind, value, path } of ranked) {
    const parsed = parseIdentity(kind, value);
    if (parsed.outcome === "invalid") faults.push({ path, message: parsed.message });
    else if (parsed.outcome === "identity" && !byKind.has(kind)) byKind.set(kind, parsed.identity);
  }
  return { identities: [...byKind.values()], faults };
}
