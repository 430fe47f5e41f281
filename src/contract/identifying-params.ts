import type { Identity, IdentityKind } from "../domain/identity.ts";
import { parseIdentity } from "../domain/identity.ts";
import { whyNameless } from "../domain/nameless-ids.ts";

/**
 * Which params say whom an event is about, in the order in which they count (Reteno's list, plus
 * AnonymousId). Names are compared without regard to case.
 */
export const identifyingParams: readonly { param: string; identity: IdentityKind }[] = [
  { param: "contactId", identity: "contactId" },
  { param: "contact_id", identity: "contactId" },
  { param: "externalCustomerId", identity: "contactId" },
  { param: "email", identity: "email" },
  { param: "emailAddress", identity: "email" },
  { param: "userEmail", identity: "email" },
  { param: "contactEmail", identity: "email" },
  { param: "phone", identity: "phone" },
  { param: "sms", identity: "phone" },
  { param: "phoneNumber", identity: "phone" },
  { param: "pushToken", identity: "pushToken" },
  { param: "mobPushToken", identity: "pushToken" },
  { param: "telegramBotToken", identity: "pushToken" },
  { param: "contactKey", identity: "contactKey" },
  { param: "contact_key", identity: "contactKey" },
  { param: "anonymousId", identity: "anonymousId" },
];

const ranks = new Map(
  identifyingParams.map(({ param, identity: kind }, rank) => [param.toLowerCase(), { kind, rank }]),
);

/** Whether a param says whom an event is about, and nothing of what happened. */
export const isIdentifying = (param: string): boolean => ranks.has(param.toLowerCase());

/** One more param by which this account's events name their contact. */
export interface MappedParam {
  param: string;
  identity: IdentityKind;
}

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
 * An empty one is as if it had not been sent; one that can't be read is a fault. Ids that name nobody
 * stand behind all others, to be told of.
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
  const nameless: Identity[] = [];
  for (const { kind, value, path } of ranked) {
    const parsed = parseIdentity(kind, value);
    if (parsed.outcome === "invalid") faults.push({ path, message: parsed.message });
    if (parsed.outcome !== "identity") continue;
    if (whyNameless(parsed.identity) !== null) nameless.push(parsed.identity);
    else if (!byKind.has(kind)) byKind.set(kind, parsed.identity);
  }
  return { identities: [...byKind.values(), ...nameless], faults };
}
