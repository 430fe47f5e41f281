import { newId } from "../platform/new-id.ts";
import type { Identity } from "../domain/identity.ts";
import { isDevice, strength } from "../domain/identity.ts";
import type { Owner } from "../db/contacts/contact-identities.ts";
import { contactsThatExist, haveContactId, ownersOf } from "../db/contacts/contact-identities.ts";
import { givenUpAmong } from "../db/contacts/unowned-identities.ts";
import { visitorsAmong } from "../db/contacts/merge-contacts.ts";
import type { IgnoredIdentity } from "../domain/nameless-ids.ts";
import { sayDecision } from "../domain/sentences/decision-sentences.ts";
import type { ContactRequest, NamedRequest } from "./contact-requests.ts";
import {
  addressesBesideOwners,
  distinct,
  nameOf,
  ownersBesideNewContactId,
  ownersBesideOthers,
} from "./contact-requests.ts";
import { identitySplitter, splitBy } from "./named-identities.ts";
import type { Sql } from "../db/core/database.ts";
import type { ResolvedWrites } from "./write-contacts.ts";
import { writeResolved } from "./write-contacts.ts";

export interface ResolvedContact {
  /** It is null when nothing identifies anybody. */
  contactId: string | null;
  made: boolean;
  /** Those of the request's identities that were the contact's before. */
  owned: Identity[];
  /** Identities that belong to somebody else: nothing is merged, they stay where they are. */
  conflict: Identity[];
  /** Ids that name nobody: nobody is found by them, and nobody gets them. */
  ignored: IgnoredIdentity[];
}

/**
 * Finds or makes the contacts of some requests, in order, so that later ones see what earlier ones
 * made. The strongest identity that has an owner decides. One exception: an unknown contactId with
 * an e-mail (or a weaker identity) of somebody who has another contactId is a new contact, since
 * the contactId says that these are two. A visitor whose device is named beside a known person
 * becomes that person (docs/adr/0026-a-visitor-who-signs-in.md).
 * @param ignoredIds the account's own list of ids that name nobody, where the caller has read it
 * @throws LostRace when another transaction claims one of the identities meanwhile, or erases or
 * merges a contact; `Database.tx` then runs the transaction again
 */
export async function resolveContacts(
  sql: Sql,
  given: readonly ContactRequest[],
  ignoredIds?: readonly string[],
): Promise<ResolvedContact[]> {
  const split = await identitySplitter(sql, ignoredIds);
  const requests = given.map((request) => ({ ...request, ...split(request.identities) }));
  const identities = distinct(requests.flatMap(({ named }) => named));
  const { resolved, writes } = await resolve(sql, requests, await ownersOf(sql, identities));
  await writeResolved(sql, writes);
  return resolved;
}

/**
 * The same where nothing has to be written: each contact is there, and has all identities that are
 * named beside it already.
 * @param owners of all the identities; more do no harm
 * @returns null when something has to be written, or somebody to be held
 */
export async function findContacts(
  sql: Sql,
  given: readonly ContactRequest[],
  { owners, ignoredIds }: { owners: readonly Owner[]; ignoredIds: readonly string[] },
): Promise<ResolvedContact[] | null> {
  const split = splitBy(ignoredIds);
  const requests = given.map((request) => ({ ...request, ...split(request.identities) }));
  const { resolved, writes } = await resolve(sql, requests, owners);
  const { made, claims, merged, held, conflicts } = writes;
  const isKnown = made.size + claims.length + merged.size + held.size + conflicts.length === 0;
  return isKnown ? resolved : null;
}

async function resolve(
  sql: Sql,
  requests: readonly NamedRequest[],
  owners: readonly Owner[],
): Promise<{ resolved: ResolvedContact[]; writes: ResolvedWrites }> {
  const resolution = await beginResolution(sql, requests, owners);
  const resolved = requests.map((request) => resolveOne(resolution, request));
  for (const [place, { contactId, conflict }] of resolved.entries()) {
    if (contactId === null) continue;
    const stated = requests[place]?.states === true;
    for (const identity of conflict) {
      resolution.conflicts.push({ ...identity, contactId, reason: "belongs_to_another", stated });
    }
  }
  if (resolution.merged.size === 0) return { resolved, writes: resolution };
  const standsNow = resolved.map((contact) => ({
    ...contact,
    contactId: contact.contactId && standing(resolution, contact.contactId),
    made: contact.made && !resolution.merged.has(contact.contactId ?? ""),
  }));
  return { resolved: standsNow, writes: resolution };
}

/** What is known while a batch is resolved. */
interface Resolution extends ResolvedWrites {
  owners: Map<string, string>;
  /** Of the contacts that we know by our own ids, those that exist. */
  known: ReadonlySet<string>;
  withContactId: Set<string>;
  /** Contacts that nothing but devices find, as far as a request may merge them. */
  visitors: Set<string>;
  /** Addresses that a contact has given up, by address and contact. */
  givenUp: ReadonlySet<string>;
}

async function beginResolution(
  sql: Sql,
  requests: readonly NamedRequest[],
  found: readonly Owner[],
): Promise<Resolution> {
  const owners = new Map(found.map((owner) => [nameOf(owner), owner.contactId]));
  const known = await contactsThatExist(
    sql,
    requests.flatMap(({ knownContactId }) => knownContactId ?? []),
  );
  return {
    owners,
    known,
    withContactId: await haveContactId(sql, ownersBesideNewContactId(requests, owners)),
    visitors: await visitorsAmong(sql, ownersBesideOthers(requests, owners)),
    givenUp: new Set(
      (await givenUpAmong(sql, addressesBesideOwners(requests, owners))).map((one) =>
        givenUpName(one, one.contactId),
      ),
    ),
    made: new Map(),
    claims: [],
    merged: new Map(),
    held: new Set(),
    conflicts: [],
  };
}

function resolveOne(resolution: Resolution, request: NamedRequest): ResolvedContact {
  const { owners, withContactId, visitors, made, claims, held } = resolution;
  const { ignored, knownContactId, source } = request;
  const sorted = request.named.toSorted((a, b) => strength(a.kind) - strength(b.kind));
  let contactId =
    knownContactId !== undefined && resolution.known.has(knownContactId)
      ? standing(resolution, knownContactId)
      : ownerOf(sorted, resolution);
  if (contactId === null && sorted.length === 0) {
    return { contactId: null, made: false, owned: [], conflict: [], ignored };
  }
  const isNew = contactId === null;
  contactId ??= newId();
  if (isNew) {
    made.set(contactId, source);
    visitors.add(contactId);
  } else if (sorted.every(isDevice)) held.add(contactId);
  const told: Pick<ResolvedContact, "owned" | "conflict" | "ignored"> = {
    owned: [],
    conflict: [],
    ignored: [...ignored],
  };
  // Who it is before which devices: by then it is known whether this is but another visitor.
  for (const identity of sorted.toSorted((a, b) => Number(isDevice(a)) - Number(isDevice(b)))) {
    const owner = findOwner(resolution, identity);
    if (owner === contactId) told.owned.push(identity);
    else if (owner === undefined && isGivenUp(resolution, request, identity, contactId)) {
      told.ignored.push({ ...identity, reason: sayDecision("givenUp") });
    } else if (owner === undefined) {
      owners.set(nameOf(identity), contactId);
      claims.push({ ...identity, contactId });
      if (identity.kind === "contactId") withContactId.add(contactId);
      if (!isDevice(identity)) visitors.delete(contactId);
    } else {
      // Whoever is known by a device alone is this person, and nobody else yet.
      if (isDevice(identity) && visitors.has(owner) && !visitors.has(contactId)) {
        resolution.merged.set(owner, contactId);
      } else told.conflict.push(identity);
    }
  }
  return { contactId, made: isNew, ...told };
}

/** An event that still names an old address must not make it the contact's again. */
function isGivenUp(
  { givenUp }: Resolution,
  { states }: NamedRequest,
  identity: Identity,
  contactId: string,
): boolean {
  return states !== true && givenUp.has(givenUpName(identity, contactId));
}

const givenUpName = (identity: Identity, contactId: string): string =>
  `${contactId} ${nameOf(identity)}`;

/** The contact as which one stands in the end: the account, of a visitor who has signed in. */
function standing({ merged }: Pick<Resolution, "merged">, contactId: string): string {
  return merged.get(contactId) ?? contactId;
}

function findOwner(resolution: Resolution, identity: Identity): string | undefined {
  const owner = resolution.owners.get(nameOf(identity));
  return owner && standing(resolution, owner);
}

function ownerOf(sorted: readonly Identity[], resolution: Resolution): string | null {
  const strongest = sorted.find((identity) => resolution.owners.has(nameOf(identity)));
  const owner = strongest && findOwner(resolution, strongest);
  if (owner === undefined) return null;
  const isNewContactId = sorted[0]?.kind === "contactId" && sorted[0] !== strongest;
  return isNewContactId && resolution.withContactId.has(owner) ? null : owner;
}
