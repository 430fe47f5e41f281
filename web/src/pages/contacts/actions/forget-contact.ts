import type { QueryClient } from "@tanstack/react-query";
import { contactQuery } from "../../../api/contacts.ts";

/** After a contact has gone, nothing is shown of it from memory, and lists are asked for anew. */
export async function forgetContact(queryClient: QueryClient, id: string): Promise<void> {
  queryClient.removeQueries({ queryKey: contactQuery(id).queryKey });
  queryClient.removeQueries({ queryKey: [`/contacts/${id}/timeline`] });
  queryClient.removeQueries({ queryKey: ["explanation", id] });
  await queryClient.invalidateQueries();
}
