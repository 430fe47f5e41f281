import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";

export interface Contact {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** Somebody who was erased, or whom only a test launch believes in, is not there: null. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact", id],
    queryFn: ({ signal }) => get<Contact>(`/contacts/${id}`, {}, signal),
    staleTime: 60_000,
    retry: false,
  });

export function contactName({ id, email, phone, firstName, lastName }: Contact): string {
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
  return name || email || phone || id;
}
