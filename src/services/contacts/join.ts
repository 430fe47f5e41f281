import type { ServiceContext } from "../context.ts";
import type { Owner } from "../../db/contacts/contact-identities.ts";
import { claimIdentities, fillAddresses, ownersOf } from "../../db/contacts/contact-identities.ts";
import { markAliases } from "../../db/contacts/contacts.ts";
import { visitorsAmong } from "../../db/contacts/merge-contacts.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import type { Identity } from "../../domain/identity.ts";
import { required } from "../../domain/required.ts";
import { mergeVisitor } from "../../ingest/merge-visitor.ts";
import { mergeContacts } from "./merge.ts";
import { announceContactChanges } from "./raise-change.ts";
import { identitySplitter } from "../../ingest/named-identities.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";

export interface Joining {
  /** What the person is known by whose contact stays: one id, in each of the kinds that it may be of. */
  identities: readonly Identity[];
  /** The same of what else they are known by. */
  others: readonly Identity[];
  /**
   * When both have a contact: "anonymous" merges a visitor, whom nothing but devices find, and leaves
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
  { identities, others, mayMerge }: Joining,
): Promise<Joined> {
  const split = await identitySplitter(context.sql);
  const [first, second] = [split(identities), split(others)];
  const ignored = [first, second].find(({ named }) => named.length === 0)?.ignored[0];
  if (ignored !== undefined) {
    return { outcome: "nobody", message: `${ignored.kind} "${ignored.value}": ${ignored.reason}` };
  }
  const owners = await ownersOf(context.sql, [...first.named, ...second.named]);
  const owner = ownerIn(owners, first.named);
  const other = ownerIn(owners, second.named);
  if (owner !== undefined && other !== undefined) {
    if (owner !== other) return joinOwners(context, { owner, other, mayMerge });
    await markAliases(context.sql, second.named);
    return { outcome: "joined" };
  }
  if (owner === undefined && other === undefined) {
    const main = first.named.slice(0, 1);
    const [made] = await resolveContacts(context.sql, [{ identities: main, source: "api" }]);
    const contactId = required(made?.contactId, "the contact of an id that is joined");
    await claim(context, second.named, contactId);
  } else if (owner !== undefined) {
    await claim(context, second.named, owner);
  } else if (other !== undefined) {
    await claim(context, first.named.slice(0, 1), other);
  }
  await markAliases(context.sql, second.named);
  return { outcome: "joined" };
}

async function joinOwners(
  context: ServiceContext,
  { owner, other, mayMerge }: { owner: string; other: string; mayMerge: Joining["mayMerge"] },
): Promise<Joined> {
  const visitors = await visitorsAmong(context.sql, [owner, other]);
  if (visitors.has(other)) await signIn(context, { from: other, into: owner });
  else if (visitors.has(owner)) await signIn(context, { from: owner, into: other });
  else if (mayMerge === "anonymous") return { outcome: "two people" };
  else await mergeContacts(context, { kept: owner, gone: other });
  return { outcome: "merged" };
}

/** A visitor becomes an account, whose profile it may fill. */
export async function signIn(
  context: ServiceContext,
  merged: { from: string; into: string },
): Promise<void> {
  const contactId = merged.into;
  const before = await contactById(context.sql, contactId);
  await mergeVisitor(context.sql, merged);
  const after = await contactById(context.sql, contactId);
  if (before === null || after === null) throw new LostRace("a contact that is gone");
  await announceContactChanges(context, [{ contactId, before, after }]);
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
  identities: readonly Identity[],
  contactId: string,
): Promise<void> {
  const claims = identities.map((identity) => ({ ...identity, contactId }));
  if ((await claimIdentities(context.sql, claims)) < claims.length) {
    throw new LostRace("an identity");
  }
  await fillAddresses(context.sql, claims);
}
