import type { ContactRow } from "../../db/contacts/contacts.ts";
import { dropIdentity } from "../../db/contacts/contacts.ts";
import { forgetUnowned, noteUnowned } from "../../db/contacts/unowned-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { isAddress } from "../../domain/identity.ts";

/** What was said of a contact's addresses, and how it was found. */
export interface SaidAddresses {
  identities: readonly Identity[];
  /** Identities that were the contact's before. */
  owned: readonly Identity[];
  conflicts: readonly Identity[];
  /** Whether it is known by something else than what was said of it. */
  isKnown?: boolean;
}

/**
 * A contact that is written to at the addresses that were given, but for those of others. An address
 * that another one takes the place of is given up: it finds the contact no longer. Where the contact
 * was found by the new address alone, it may have both.
 * @returns the contact, to be written
 */
export async function changeAddresses(
  sql: Sql,
  contact: ContactRow,
  { identities, owned, conflicts, isKnown = false }: SaidAddresses,
): Promise<ContactRow> {
  const changed = { ...contact };
  for (const kind of ["email", "phone"] as const) {
    const given = identities.find((each) => each.kind === kind && !conflicts.includes(each));
    const before = contact[kind];
    if (given === undefined || given.value === before) continue;
    changed[kind] = given.value;
    const isFoundBesides = isKnown || owned.some((identity) => identity.kind !== kind);
    if (before !== null && isFoundBesides) await giveUp(sql, contact.id, { kind, value: before });
  }
  const own = identities.filter((each) => isAddress(each) && !conflicts.includes(each));
  if (own.length > 0) await forgetUnowned(sql, contact.id, own);
  return changed;
}

/** Whoever has the address next is somebody else. */
export async function giveUp(sql: Sql, contactId: string, identity: Identity): Promise<void> {
  await dropIdentity(sql, contactId, identity);
  await noteUnowned(sql, [{ ...identity, contactId, reason: "given_up", stated: true }]);
}
