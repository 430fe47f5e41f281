import type { Owner } from "../db/contacts/contact-identities.ts";
import {
  claimIdentities,
  fillAddresses,
  insertContacts,
} from "../db/contacts/contact-identities.ts";
import { holdVisitors } from "../db/contacts/merge-contacts.ts";
import type { UnownedIdentity } from "../db/contacts/unowned-identities.ts";
import { inheritUnsubscription, noteUnowned } from "../db/contacts/unowned-identities.ts";
import { isForeignKeyViolation, LostRace } from "../db/core/database-errors.ts";
import type { Sql } from "../db/core/database.ts";
import { isAddress } from "../domain/identity.ts";
import { mergeVisitor } from "./merge-visitor.ts";

/** What a batch of contacts comes to, to be written. */
export interface ResolvedWrites {
  /** Contacts that are new, each with where it comes from. */
  made: Map<string, string>;
  claims: Owner[];
  /** Visitors, and the accounts that they turned out to be. */
  merged: Map<string, string>;
  /** Contacts that may be visitors, found: nobody may merge them before this is committed. */
  held: Set<string>;
  /** What belongs to others than whom it was said of. */
  conflicts: UnownedIdentity[];
}

export async function writeResolved(sql: Sql, writes: ResolvedWrites): Promise<void> {
  const { made, merged, held } = writes;
  const toHold = [...held].filter((id) => !made.has(id) && !merged.has(id));
  if ((await holdVisitors(sql, toHold)).size < toHold.length) {
    throw new LostRace("a visitor who signs in");
  }
  const standing = <Said extends { contactId: string }>(said: Said): Said => ({
    ...said,
    contactId: merged.get(said.contactId) ?? said.contactId,
  });
  const claims = writes.claims.map(standing);
  await insertMade(sql, writes, claims);
  const visitors = [...merged].filter(([from]) => !made.has(from));
  for (const [from, into] of visitors.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await mergeVisitor(sql, { from, into });
  }
  if ((await claimed(sql, claims)) < claims.length) throw new LostRace("an identity");
  await erasedIsLost(() => noteUnowned(sql, writes.conflicts.map(standing)));
  await fillAddresses(
    sql,
    claims.filter(({ contactId }) => !made.has(contactId)),
  );
}

async function insertMade(
  sql: Sql,
  { made, merged }: ResolvedWrites,
  claims: readonly Owner[],
): Promise<void> {
  const fresh = [...made].filter(([id]) => !merged.has(id));
  if (fresh.length === 0) return;
  const ofContact = new Map<string, Owner[]>();
  for (const claim of claims) {
    ofContact.set(claim.contactId, [...(ofContact.get(claim.contactId) ?? []), claim]);
  }
  await insertContacts(
    sql,
    fresh.map(([id, source]) => ({
      id,
      source,
      email: firstOf(ofContact.get(id), "email"),
      phone: firstOf(ofContact.get(id), "phone"),
    })),
  );
  const isFresh = new Set(fresh.map(([id]) => id));
  const addresses = claims.filter((claim) => isAddress(claim) && isFresh.has(claim.contactId));
  await inheritUnsubscription(sql, addresses);
}

/** Whom an identity was found for may be erased before the next one is claimed. */
function claimed(sql: Sql, claims: readonly Owner[]): Promise<number> {
  return erasedIsLost(() => claimIdentities(sql, claims));
}

async function erasedIsLost<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw isForeignKeyViolation(error) ? new LostRace("an erased contact") : error;
  }
}

function firstOf(claims: readonly Owner[] | undefined, kind: string): string | null {
  return claims?.find((claim) => claim.kind === kind)?.value ?? null;
}
