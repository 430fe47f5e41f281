import { idParams } from "../../contract/api/fields.ts";
import * as contract from "../../contract/api/in-app.ts";
import { inboxOf } from "../../services/in-app/inbox.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const inAppRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/contacts/:id/inbox",
    scope: "read",
    tag: "Contacts",
    summary: "Get a contact's in-app inbox",
    description:
      "What the contact reads on your site or in your app. Asked for so, nothing is marked as read. " +
      "Pages and apps ask at `/site/{key}/inbox` with a contact token: see docs/guides/in-app.md.",
    params: idParams,
    query: contract.inboxQuery,
    answer: contract.inboxPage,
    handle: ({ context }, { params, query }) => inboxOf(context, params.id, query),
  }),
];
