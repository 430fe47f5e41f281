import type { ContactRow } from "../../db/contacts/contacts.ts";
import type { Owner } from "../../db/contacts/contact-identities.ts";
import { dropOwned } from "../../db/contacts/contacts.ts";
import { forgetUnowned, noteUnowned } from "../../db/contacts/unowned-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { isAddress } from "../../domain/identity.ts";
import { required } from "../../domain/required.ts";

/** What was said of a contact's addresses, and how it was found. */
export interface SaidAddresses {
  identities: readonly Identity[];
  /** Identities that were the contact's before. */
  owned: readonly Identity[];
  conflicts: readonly Identity[];
  /** Whether it is known by something else than what was said of it. */
  isKnown?: boolean;
}

/** A contact, and what was said of its addresses. */
export interface AddressChange {
  contact: ContactRow;
  said: SaidAddresses;
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
  said: SaidAddresses,
): Promise<ContactRow> {
  const [changed] = await changeManyAddresses(sql, [{ contact, said }]);
  return required(changed, "the contact whose addresses changed");
}

/** The same of many contacts, each named once. @returns them in the same order */
export async function changeManyAddresses(
  sql: Sql,
  changes: readonly AddressChange[],
): Promise<ContactRow[]> {
  const changed = changes.map(withAddresses);
  await giveUp(
    sql,
    changed.flatMap(({ givenUp }) => givenUp),
  );
  await forgetUnowned(
    sql,
    changed.flatMap(({ own }) => own),
  );
  return changed.map(({ contact }) => contact);
}

function withAddresses({ contact, said }: AddressChange): {
  contact: ContactRow;
  givenUp: Owner[];
  /** What is the contact's own by now, whatever was said before. */
  own: Owner[];
} {
  const { identities, owned, conflicts, isKnown = false } = said;
  const changed = { ...contact };
  const contactId = contact.id;
  const givenUp: Owner[] = [];
  for (const kind of ["email", "phone"] as const) {
    const given = identities.find((each) => each.kind === kind && !conflicts.includes(each));
    const before = contact[kind];
    if (given === undefined || given.value === before) continue;
    changed[kind] = given.value;
    const isFoundBesides = isKnown || owned.some((identity) => identity.kind !== kind);
    if (before !== null && isFoundBesides) givenUp.push({ kind, value: before, contactId });
  }
  const own = identities
    .filter((each) => isAddress(each) && !conflicts.includes(each))
    .map(({ kind, value }) => ({ kind, value, contactId }));
  return { contact: changed, givenUp, own };
}

/** Whoever has these addresses next is somebody else. */
export async function giveUp(sql: Sql, owned: readonly Owner[]): Promise<void> {
  await dropOwned(sql, owned);
  await noteUnowned(
    sql,
    owned.map((one) => ({ ...one, reason: "given_up", stated: true })),
  );
}
