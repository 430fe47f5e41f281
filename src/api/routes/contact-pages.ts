import { timelinePage, timelineQuery } from "../../contract/api/contact-timeline.ts";
import { idParams } from "../../contract/api/fields.ts";
import { contactTimeline } from "../../services/contacts/timeline.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Contacts";

export const contactPagesRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/contacts/:id/timeline",
    scope: "read",
    tag,
    summary: "List what happened to a contact",
    description:
      "Newest first: events with what each decided and why, clicks and opens, runs, messages, changes of " +
      "consent, and frequencies that somebody reset.",
    params: idParams,
    query: timelineQuery,
    answer: timelinePage,
    handle: ({ context }, { params, query }) => contactTimeline(context, params.id, query),
  }),
];
