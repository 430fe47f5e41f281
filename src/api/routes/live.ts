import { liveQuery } from "../../contract/api/live.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const liveRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/live",
    scope: "read",
    tag: "Live",
    summary: "Stream change notifications",
    description:
      "Server-sent events: notices, not contents. `hello` comes first: what you read before it may " +
      "have changed since, untold, so read it again. Then there is a `changed` with " +
      '`{"topic": …}` for each change, upon which you read by the ordinary requests. The `id` of a ' +
      "message is a cursor: sent as `Last-Event-ID` with the same topics, as browsers do, it has " +
      "whatever changed meanwhile told at once.",
    query: liveQuery,
    stream: true,
    handle: async ({ live }, { query, request, response, recheck }) => {
      // HEAD comes here too, and is answered without a body.
      if (request.method !== "GET") return;
      live.open(response, query.topics, { lastCursor: request.get("last-event-id"), recheck });
    },
  }),
];
