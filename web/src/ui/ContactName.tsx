import { useQuery } from "@tanstack/react-query";
import { contactName, contactQuery } from "../api/contacts.ts";

/** "of Ada Lovelace": what people call a contact of which the page knows the id alone. */
export function ContactName({ id }: { id: string }) {
  const { data } = useQuery(contactQuery(id));
  return `of ${data === undefined ? `contact ${id}` : contactName(data)}`;
}
