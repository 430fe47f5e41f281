import { createRoute } from "@tanstack/react-router";
import { messageQuery } from "../../api/runs.ts";
import { messageQueryOf } from "../../pages/messages/message-query.ts";
import { pageQuery } from "../../ui/use-page.ts";
import { filterNames } from "../filter-names.ts";
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
  staticData: {
    asks: ({ search: { after, ...filter } }) => [
      pageQuery("/messages", { ...messageQueryOf(filter, Date.now()), after }),
      ...filterNames(filter),
    ],
  },
  component: lazyPage(
    () => import("../../pages/messages/MessagesPage.tsx"),
    "MessagesPage",
    "messages",
  ),
});
const message = createRoute({
  getParentRoute: () => inside,
  path: "/messages/$id",
  staticData: { asks: ({ params: { id = "" } }) => [messageQuery(id)] },
  component: lazyPage(
    () => import("../../pages/messages/MessagePage.tsx"),
    "MessagePage",
    "messages",
    "api-words",
  ),
});

export const messagesRoutes = [messages, message];
