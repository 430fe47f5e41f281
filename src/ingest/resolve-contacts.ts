import { v7 } from "uuid";
import type { Identity } from "../domain/identity.ts";
import { strength } from "../domain/identity.ts";
import { required } from "../domain/required.ts";
import type { Owner } from "../db/contacts/contact-identities.ts";
import {
  claimIdentities,
  contactsThatExist,
  fillAddresses,
  haveContactId,
  insertContacts,
  ownersOf,
} from "../db/contacts/contact-identities.ts";
import type { IgnoredIdentity } from "../domain/nameless-ids.ts";
import { identitySplitter } from "./named-identities.ts";
import { isForeignKeyViolation, LostRace } from "../db/core/database-errors.ts";
import type { Sql } from "../db/core/database.ts";

/** Whom an event (or an order, or an upload) speaks of. */
export interface ContactRequest {
  identities: readonly Identity[];
  /** Our own id, where it is known already. */
  knownContactId?: string;
  /** Where a contact that has to be made comes from: "event", "order", … */
  source: string;
}

export interface ResolvedContact {
  /** It is null when nothing identifies anybody. */
  contactId: string | null;
  made: boolean;
  /** Identities that belong to somebody else: nothing is merged, they stay where they are. */
  conflict: Identity[];
  /** Ids that name nobody: nobody is found by them, and nobody gets them. */
  ignored: IgnoredIdentity[];
}

const nameOf = ({ kind, value }: Identity): string => `${kind}\n${value}`;

/**
 * Finds or makes the contacts of some requests, in order, so that later ones see what earlier ones
 * made. The strongest identity that has an owner decides. One exception: an unknown contactId with
 * an e-mail (or a weaker identity) of somebody who has another contactId is a new contact, since
 * the contactId says that these are two.
 * @throws LostRace when another transaction claims one of the identities meanwhile, or erases a
 * contact; `Database.tx` then runs the transaction again
 */
export async function resolveContacts(
  sql: Sql,
  given: readonly ContactRequest[],
): Promise<ResolvedContact[]> {
  const split = await identitySplitter(sql);
  const ignored = given.map(({ identities }) => split(identities).ignored);
  const requests = given.map((request) => ({
    ...request,
    identities: split(request.identities).named,
  }));
  const identities = distinct(requests.flatMap((request) => request.identities));
  const owners = new Map(
    (await ownersOf(sql, identities)).map((owner) => [nameOf(owner), owner.contactId]),
  );
  const known = await contactsThatExist(
    sql,
    requests.flatMap(({ knownContactId }) => knownContactId ?? []),
  );
  const withContactId = await haveContactId(sql, ownersBesideNewContactId(requests, owners));

  const made: { id: string; source: string }[] = [];
  const claims: Owner[] = [];
  const resolved = requests.map((request, place): ResolvedContact => {
    const told = required(ignored[place], "the ignored ids of a request");
    const sorted = request.identities.toSorted((a, b) => strength(a.kind) - strength(b.kind));
    const knownId = request.knownContactId;
    let contactId =
      knownId !== undefined && known.has(knownId)
        ? knownId
        : ownerOf(sorted, owners, withContactId);
    if (contactId === null && sorted.length === 0)
      return { contactId: null, made: false, conflict: [], ignored: told };
    const isNew = contactId === null;
    contactId ??= v7();
    if (isNew) made.push({ id: contactId, source: request.source });
    const conflict: Identity[] = [];
    for (const identity of sorted) {
      const owner = owners.get(nameOf(identity));
      if (owner === undefined) {
        owners.set(nameOf(identity), contactId);
        claims.push({ ...identity, contactId });
        if (identity.kind === "contactId") withContactId.add(contactId);
      } else if (owner !== contactId) {
        conflict.push(identity);
      }
    }
    return { contactId, made: isNew, conflict, ignored: told };
  });
  await write(sql, made, claims);
  return resolved;
}

function ownerOf(
  sorted: readonly Identity[],
  owners: ReadonlyMap<string, string>,
  withContactId: ReadonlySet<string>,
): string | null {
  const strongest = sorted.find((identity) => owners.has(nameOf(identity)));
  const owner = strongest && owners.get(nameOf(strongest));
  if (owner === undefined) return null;
  const isNewContactId = sorted[0]?.kind === "contactId" && sorted[0] !== strongest;
  return isNewContactId && withContactId.has(owner) ? null : owner;
}

/** The contacts of which it matters whether they have a contactId: see `resolveContacts`. */
function ownersBesideNewContactId(
  requests: readonly ContactRequest[],
  owners: ReadonlyMap<string, string>,
): string[] {
  return requests.flatMap(({ identities }) =>
    identities.some((identity) => identity.kind === "contactId" && !owners.has(nameOf(identity)))
      ? identities.flatMap((identity) => owners.get(nameOf(identity)) ?? [])
      : [],
  );
}

async function write(
  sql: Sql,
  made: readonly { id: string; source: string }[],
  claims: readonly Owner[],
): Promise<void> {
  const isNew = new Set(made.map(({ id }) => id));
  if (made.length > 0) {
    const ofContact = new Map<string, Owner[]>();
    for (const claim of claims) {
      ofContact.set(claim.contactId, [...(ofContact.get(claim.contactId) ?? []), claim]);
    }
    await insertContacts(
      sql,
      made.map((contact) => ({
        ...contact,
        email: firstOf(ofContact.get(contact.id), "email"),
        phone: firstOf(ofContact.get(contact.id), "phone"),
      })),
    );
  }
  if ((await claimed(sql, claims)) < claims.length) throw new LostRace("an identity");
  await fillAddresses(
    sql,
    claims.filter(({ contactId }) => !isNew.has(contactId)),
  );
}

/** Whom an identity was found for may be erased before the next one is claimed. */
async function claimed(sql: Sql, claims: readonly Owner[]): Promise<number> {
  try {
    return await claimIdentities(sql, claims);
  } catch (error) {
    throw isForeignKeyViolation(error) ? new LostRace("an erased contact") : error;
  }
}

function firstOf(claims: readonly Owner[] | undefined, kind: string): string | null {
  return claims?.find((claim) => claim.kind === kind)?.value ?? null;
}

function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [nameOf(identity), identity])).values()];
}
