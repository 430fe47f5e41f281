import { createRoute } from "@tanstack/react-router";
import { contactQuery } from "../../api/contacts.ts";
import { cartQuery } from "../../api/shop.ts";
import { topicsQuery } from "../../api/topics.ts";
import { contactListQueryOf } from "../../pages/contacts/contact-query.ts";
import { pageQuery } from "../../ui/use-page.ts";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const contacts = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  validateSearch: only(
    "search",
    "segment",
    "topic",
    "has",
    "reachable",
    "createdFrom",
    "createdTo",
    "after",
  ),
  staticData: {
    asks: ({ search: { after, ...filter } }) => [
      pageQuery("/contacts/search", { ...contactListQueryOf(filter, Date.now()), after }),
    ],
  },
  component: lazyPage(
    () => import("../../pages/contacts/ContactsPage.tsx"),
    "ContactsPage",
    "contacts",
  ),
});
/** `kind`: of the time line; `after`: its page; `why`: the workflow that is asked after. */
const contact = createRoute({
  getParentRoute: () => inside,
  path: "/contacts/$id",
  validateSearch: only("kind", "after", "why"),
  staticData: {
    asks: ({ params: { id = "" }, search: { kind, after } }) => [
      contactQuery(id),
      pageQuery(`/contacts/${id}/timeline`, { kind, after }, 30),
      topicsQuery,
      cartQuery(id),
      pageQuery("/orders", { contactId: id, after: undefined }, 5),
    ],
  },
  component: lazyPage(
    () => import("../../pages/contacts/ContactPage.tsx"),
    "ContactPage",
    "contacts",
    "messages",
    "orders",
    "words",
    "api-words",
  ),
});

export const contactsRoutes = [contacts, contact] as const;
