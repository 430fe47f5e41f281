import { idParams } from "../../contract/api/fields.ts";
import {
  messageDetails,
  messagePage,
  messagesQuery,
  resendBody,
  resent,
} from "../../contract/api/message.ts";
import { getMessage } from "../../services/messages/get.ts";
import { listMessages } from "../../services/messages/list.ts";
import { resendMessage } from "../../services/messages/resend.ts";
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
  defineRoute({
    method: "post",
    path: "/messages/:id/resend",
    scope: "send",
    tag,
    summary: "Send a message again",
    description:
      "To the same address, with the same content: a new message of a run of its own, by the ordinary " +
      "way. Its contact's consent, suppressions, caps and quiet hours count as they stand now. 409 with " +
      "the reason where it can't go: it is still on its way, its contact was erased or refuses it, its " +
      "channel is not set up, or a promo code in it has expired.",
    params: idParams,
    body: resendBody,
    answer: resent,
    handle: ({ context }, { params, body }) => resendMessage(context, params.id, body.requestId),
  }),
];
