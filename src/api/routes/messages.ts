import { idParams } from "../../contract/api/fields.ts";
import { messageDetails, messagePage, messagesQuery } from "../../contract/api/message.ts";
import { getMessage } from "../../services/messages/get.ts";
import { listMessages } from "../../services/messages/list.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Messages";

export const messagesRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/messages",
    scope: "read",
    tag,
    summary: "List messages, newest first",
    query: messagesQuery,
    answer: messagePage,
    handle: ({ context }, { query }) => listMessages(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/messages/:id",
    scope: "read",
    tag,
    summary: "Get a message and its log",
    params: idParams,
    answer: messageDetails,
    handle: ({ context }, { params }) => getMessage(context, params.id),
  }),
];
