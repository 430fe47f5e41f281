import { idParams } from "../../contract/api/fields.ts";
import { eventDetails, eventPage, eventsQuery } from "../../contract/api/history.ts";
import { getEvent, listEvents } from "../../services/events/events.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Events";

export const historyRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/events",
    scope: "read",
    tag,
    summary: "List events, newest first",
    description: "Each with what it did to every workflow it is linked to.",
    query: eventsQuery,
    answer: eventPage,
    handle: ({ context }, { query }) => listEvents(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/events/:id",
    scope: "read",
    tag,
    summary: "Get an event and its decisions",
    params: idParams,
    answer: eventDetails,
    handle: ({ context }, { params }) => getEvent(context, params.id),
  }),
];
