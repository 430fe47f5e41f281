import { contactQuery } from "../api/contacts.ts";
import { thingQuery } from "../api/things.ts";

/** What a list's filters by contact and by workflow are called by. */
export const filterNames = ({
  contactId,
  workflowId,
}: Readonly<Record<string, string | undefined>>) => [
  ...(contactId === undefined ? [] : [contactQuery(contactId)]),
  ...(workflowId === undefined ? [] : [thingQuery("/workflows", workflowId)]),
];
