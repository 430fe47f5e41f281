import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const messages = createRoute({
  getParentRoute: () => inside,
  path: "/messages",
  validateSearch: only(
    "search",
    "state",
    "channel",
    "workflowId",
    "contactId",
    "kind",
    "test",
    "from",
    "to",
    "after",
  ),
  component: lazyPage(
    () => import("../../pages/messages/MessagesPage.tsx"),
    "MessagesPage",
    "messages",
  ),
});
const message = createRoute({
  getParentRoute: () => inside,
  path: "/messages/$id",
  component: lazyPage(
    () => import("../../pages/messages/MessagePage.tsx"),
    "MessagePage",
    "messages",
    "api-words",
  ),
});

export const messagesRoutes = [messages, message];
