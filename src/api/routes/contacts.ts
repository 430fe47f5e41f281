import {
  chatLinks,
  contact,
  contactChange,
  contactForCaller,
  contactSearchQuery,
  contactSummary,
  contactUpsert,
  upsertedContact,
} from "../../contract/api/contacts.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf } from "../../contract/api/page.ts";
import {
  eraseContact,
  getContact,
  searchContacts,
  updateContact,
} from "../../services/contacts/contacts.ts";
import { chatLinksOf } from "../../services/chats/links.ts";
import { upsertContact } from "../../services/contacts/upsert.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";
import { redactedFor } from "../redacted-contact.ts";

const tag = "Contacts";

export const contactsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/contacts/upsert",
    scope: "send",
    tag,
    summary: "Create or update a contact",
    description:
      "Found by its strongest identity (contactId, then email, phone, chats, pushToken, anonymousId) or " +
      "made. Identities of other contacts are reported as conflicts; nothing is merged.",
    body: contactUpsert,
    answer: upsertedContact,
    handle: async ({ context }, { body, caller }) => {
      const upserted = await upsertContact(context, body);
      return { ...upserted, contact: redactedFor(caller, upserted.contact) };
    },
  }),
  defineRoute({
    method: "get",
    path: "/contacts/search",
    scope: "read",
    tag,
    summary: "Search contacts",
    description: "Newest first. Several criteria must all hold; with none, every contact.",
    query: contactSearchQuery,
    answer: pageOf(contactSummary),
    handle: ({ context }, { query }) => searchContacts(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id",
    scope: "read",
    tag,
    summary: "Get a contact",
    params: idParams,
    answer: contact,
    handle: ({ context }, { params }) => getContact(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/contacts/:id",
    scope: "send",
    tag,
    summary: "Update a contact",
    params: idParams,
    body: contactChange,
    answer: contactForCaller,
    handle: async ({ context }, { params, body, caller }) =>
      redactedFor(caller, await updateContact(context, params.id, body)),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/chat-links",
    scope: "read",
    tag,
    summary: "Get the links into chats of a contact",
    description:
      "Whoever opens a chat by such a link is this contact there. Of a visitor who is known in the " +
      "chat alone, everything becomes the contact's.",
    params: idParams,
    answer: chatLinks,
    handle: ({ context }, { params }) => chatLinksOf(context, params.id),
  }),
  defineRoute({
    method: "delete",
    path: "/contacts/:id",
    scope: "manage",
    tag,
    summary: "Erase a contact",
    description:
      "Erases the person's data: the contact, its identities, and what its events, orders and " +
      "messages say of it. Their rows and those of its runs stay, with ids and numbers only. Runs " +
      "in progress are stopped.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => eraseContact(context, params.id),
  }),
];
