import { createRoute } from "@tanstack/react-router";
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
