import type { ProfileChange, RefusedField } from "../../blocks/capabilities.ts";
import type { Profile } from "../../contract/api/contacts.ts";
import { contactChange } from "../../contract/api/contacts.ts";
import { AppError } from "../../contract/errors.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { contactById, writeContact } from "../../db/contacts/contacts.ts";
import type { Sql } from "../../db/core/database.ts";
import { countable } from "../../domain/plain-number.ts";
import { markContacts } from "../../db/segment-rules/rows.ts";
import { maxHops } from "../../domain/hops.ts";
import { raiseContactChanges } from "./raise-change.ts";

const maxAttributesBytes = 64 * 1024;

/**
 * A contact with a changed profile: what is undefined stays, null empties. Attributes are merged
 * key by key.
 * @throws AppError `invalid` when the attributes get larger than 64 kB together
 */
export function changeProfile(contact: ContactRow, change: Profile): ContactRow {
  const attributes = Object.fromEntries(
    Object.entries({ ...contact.attributes, ...change.attributes }).filter(
      ([, value]) => value !== null,
    ),
  );
  if (Buffer.byteLength(JSON.stringify(attributes)) > maxAttributesBytes) {
    throw new AppError("invalid", "the contact's attributes are too large", {
      faults: [{ path: "attributes", message: "must have at most 64 kB as JSON, all together" }],
    });
  }
  const changed = (name: "firstName" | "lastName" | "language" | "timeZone"): string | null => {
    const value = change[name];
    if (value === undefined) return contact[name];
    return value === "" ? null : value;
  };
  return {
    ...contact,
    firstName: changed("firstName"),
    lastName: changed("lastName"),
    language: changed("language"),
    timeZone: changed("timeZone"),
    attributes,
  };
}

/**
 * Changes what can be changed of a contact, and raises the event of it, in the transaction of the
 * caller. One field that can't be taken doesn't keep the others from it.
 * @returns the refused fields, in words; null when there is no such contact
 */
export async function updateFields(
  sql: Sql,
  { hops }: { hops: number },
  contactId: string,
  { fields, attributes, sums }: ProfileChange,
): Promise<RefusedField[] | null> {
  const before = await contactById(sql, contactId, "for update");
  if (before === null) return null;
  const refused: RefusedField[] = [];
  const taken: Profile = {};
  for (const [field, value] of Object.entries(fields)) {
    const parsed = contactChange.safeParse({ [field]: value });
    if (parsed.success) Object.assign(taken, parsed.data);
    else
      refused.push({ field, message: fieldErrorsOf(parsed.error)[0]?.message ?? "can't be used" });
  }
  const changed: Record<string, unknown> = { ...attributes };
  for (const [name, amount] of Object.entries(sums)) {
    const sum = (countable(before.attributes[name] ?? 0) ?? Number.NaN) + amount;
    if (Number.isFinite(sum)) changed[name] = roundedSum(sum);
    else refused.push({ field: `attributes.${name}`, message: "is not a number" });
  }
  const after = attempt(before, { ...taken, attributes: changed }, refused);
  await writeContact(sql, after);
  await markContacts(sql, [{ contactId, what: "contact", hops }]);
  // With more hops, runs have changed one another's contacts in a circle.
  if (hops <= maxHops) {
    await raiseContactChanges(sql, [{ contactId, before, after, hops }]);
  }
  return refused;
}

/** 0.1 + 0.2 is 0.3 to a marketer. */
function roundedSum(sum: number): number {
  return Number(sum.toPrecision(15));
}

/** Leaves the attributes as they are when they would get too large. */
function attempt(before: ContactRow, change: Profile, refused: RefusedField[]): ContactRow {
  try {
    return changeProfile(before, change);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    refused.push(...error.faults.map(({ path, message }) => ({ field: path, message })));
    return changeProfile(before, { ...change, attributes: {} });
  }
}
