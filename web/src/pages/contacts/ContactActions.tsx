import type { ContactDetails } from "../../api/contacts.ts";

export function ContactActions(_props: { contact: ContactDetails }) {
  return null;
}
