import type { Profile } from "../../contract/api/contacts.ts";
import { AppError } from "../../contract/errors.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";

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
    return value === undefined ? contact[name] : value === "" ? null : value;
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
