import { idParams } from "../../contract/api/fields.ts";
import { mailDetails, mailPage } from "../../contract/api/inbox.ts";
import { pageQuery } from "../../contract/api/page.ts";
import { getMail, listMails } from "../../services/inbox/inbox.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Inbox";

export const inboxRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/inbox-mails",
    scope: "read",
    tag,
    summary: "List mails in the built-in inbox, newest first",
    query: pageQuery,
    answer: mailPage,
    handle: ({ context }, { query }) => listMails(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/inbox-mails/:id",
    scope: "read",
    tag,
    summary: "Get a mail from the built-in inbox",
    params: idParams,
    answer: mailDetails,
    handle: ({ context }, { params }) => getMail(context, params.id),
  }),
];
