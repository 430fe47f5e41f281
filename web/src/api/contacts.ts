import { queryOptions } from "@tanstack/react-query";
import type { TimelineEntry as Entry } from "../../../src/contract/api/contact-timeline.ts";
import type {
  ContactDetails as Details,
  ContactSummary,
} from "../../../src/contract/api/contacts.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export interface Contact {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
}

export type ContactItem = Wire<ContactSummary>;
export type ContactDetails = Wire<Details>;
export type TimelineEntry = Wire<Entry>;

/** Somebody who was erased, or whom only a test launch believes in, is not there: null. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact", id],
    queryFn: ({ signal }) => get<ContactDetails>(`/contacts/${id}`, {}, signal),
    staleTime: 60_000,
    retry: false,
  });

export function contactName({ id, email, phone, firstName, lastName }: Contact): string {
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
  return name || email || phone || id;
}
