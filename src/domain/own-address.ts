import type { AddressNeed } from "./address-need.ts";
import type { ContactFacts } from "./facts.ts";

/** Where a channel writes to a contact, as it stands with the contact; null: it has no such address. */
export function ownAddress(
  contact: ContactFacts | null,
  { identity, otherwise }: Pick<AddressNeed, "identity" | "otherwise">,
): string | null {
  return addressIn(contact, identity) ?? addressIn(contact, otherwise ?? null);
}

function addressIn(contact: ContactFacts | null, kind: AddressNeed["identity"]): string | null {
  if (kind === null || contact === null) return null;
  if (kind === "email" || kind === "phone") return contact[kind];
  return contact.chats?.[kind] ?? null;
}
