import type { Identity } from "../domain/identity.ts";
import { isAddress, isDevice } from "../domain/identity.ts";
import type { IgnoredIdentity } from "../domain/nameless-ids.ts";

/** Whom an event (or an order, or an upload) speaks of. */
export interface ContactRequest {
  identities: readonly Identity[];
  /** Our own id, where it is known already. */
  knownContactId?: string;
  /** Where a contact that has to be made comes from: "event", "order", … */
  source: string;
  /**
   * Whether somebody says it of the contact on purpose, and not an event in passing: then an address
   * that it gave up is its own again.
   */
  states?: boolean;
}

/** A request with its ids that name somebody, and those that don't. */
export interface NamedRequest extends ContactRequest {
  named: readonly Identity[];
  ignored: IgnoredIdentity[];
}

/** An identity as a key of maps. */
export const nameOf = ({ kind, value }: Identity): string => `${kind}\n${value}`;

/**
 * The addresses that nobody owns, of a batch that finds somebody: they may have been given up by one of
 * those, whom an event may find by what another one before it has claimed.
 */
export function addressesBesideOwners(
  requests: readonly NamedRequest[],
  owners: ReadonlyMap<string, string>,
): Identity[] {
  const isNobodyFound =
    owners.size === 0 && requests.every(({ knownContactId }) => knownContactId === undefined);
  if (isNobodyFound) return [];
  return requests.flatMap(({ named, states }) =>
    states === true
      ? []
      : named.filter((identity) => isAddress(identity) && !owners.has(nameOf(identity))),
  );
}

/** The contacts of which it matters whether they have a contactId: see `resolveContacts`. */
export function ownersBesideNewContactId(
  requests: readonly NamedRequest[],
  owners: ReadonlyMap<string, string>,
): string[] {
  const isAnyNew = requests.some(({ named }) =>
    named.some((identity) => identity.kind === "contactId" && !owners.has(nameOf(identity))),
  );
  return isAnyNew ? [...new Set(owners.values())] : [];
}

/** The contacts of which it matters whether they are visitors: of several that one request names. */
export function ownersBesideOthers(
  requests: readonly NamedRequest[],
  owners: ReadonlyMap<string, string>,
): string[] {
  return requests.flatMap(({ named, knownContactId }) => {
    if (!named.some(isDevice)) return [];
    const whose = named.map((identity) => owners.get(nameOf(identity)));
    if (knownContactId !== undefined) whose.push(knownContactId);
    return new Set(whose).size < 2 ? [] : whose.filter((owner) => owner !== undefined);
  });
}

/** Each identity once. */
export function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [nameOf(identity), identity])).values()];
}
