import type { ServiceContext } from "../context.ts";
import type { Owner } from "../../db/contacts/contact-identities.ts";
import { claimIdentities, fillAddresses, ownersOf } from "../../db/contacts/contact-identities.ts";
import { identitiesOf } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import type { Identity } from "../../domain/identity.ts";
import { mergeContacts } from "./merge.ts";
import { identitySplitter } from "../../ingest/named-identities.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";

export interface Joining {
  /** Whose contact stays. */
  identity: Identity;
  /** What else the same person is known by: the first that has an owner counts, else the last is taken. */
  others: readonly Identity[];
  /**
   * When both have a contact: "anonymous" merges one that nothing but anonymous ids find, and leaves
   * two known people alone. "anybody" is for who says expressly that these two are one.
   */
  mayMerge: "anonymous" | "anybody";
}

export type Joined =
  | { outcome: "joined" | "merged" | "two people" }
  /** Not both of them name somebody. */
  | { outcome: "nobody"; message: string };

/** Makes identities those of one contact (docs/adr/0007-contact-identities.md). */
export async function joinContacts(context: ServiceContext, joining: Joining): Promise<Joined> {
  return context.transaction((context) => joinInTransaction(context, joining));
}

async function joinInTransaction(
  context: ServiceContext,
  { identity, others: given, mayMerge }: Joining,
): Promise<Joined> {
  const split = await identitySplitter(context.sql);
  const [ignored] = [identity, ...given].flatMap((each) => split([each]).ignored);
  const others = split(given).named;
  if (ignored !== undefined && (others.length === 0 || ignored.value === identity.value)) {
    return { outcome: "nobody", message: `${ignored.kind} "${ignored.value}": ${ignored.reason}` };
  }
  const owners = await ownersOf(context.sql, [identity, ...others]);
  const owner = ownerIn(owners, [identity]);
  const other = ownerIn(owners, others);
  const unowned = others.at(-1);
  if (owner === undefined && other === undefined) {
    const identities = [identity, ...(unowned === undefined ? [] : [unowned])];
    await resolveContacts(context.sql, [{ identities, source: "api" }]);
    return { outcome: "joined" };
  }
  if (other === undefined) {
    if (owner !== undefined && unowned !== undefined) await claim(context, unowned, owner);
    return { outcome: "joined" };
  }
  if (owner === undefined) {
    await claim(context, identity, other);
    return { outcome: "joined" };
  }
  if (owner === other) return { outcome: "joined" };
  if (mayMerge === "anonymous" && !(await isAnonymous(context, other)))
    return { outcome: "two people" };
  await mergeContacts(context, { kept: owner, gone: other });
  return { outcome: "merged" };
}

function ownerIn(owners: readonly Owner[], wanted: readonly Identity[]): string | undefined {
  return wanted
    .flatMap(({ kind, value }) =>
      owners.filter((owner) => owner.kind === kind && owner.value === value),
    )
    .at(0)?.contactId;
}

async function claim(
  context: ServiceContext,
  identity: Identity,
  contactId: string,
): Promise<void> {
  const claims = [{ ...identity, contactId }];
  if ((await claimIdentities(context.sql, claims)) === 0) throw new LostRace("an identity");
  await fillAddresses(context.sql, claims);
}

async function isAnonymous(context: ServiceContext, contactId: string): Promise<boolean> {
  const identities = await identitiesOf(context.sql, contactId);
  return identities.every(({ kind }) => kind === "anonymousId");
}
