import { searchAnswer, searchQuery } from "../../contract/api/search.ts";
import { search } from "../../services/search/search.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const searchRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/search",
    scope: "read",
    tag: "Search",
    summary: "Search over everything",
    description:
      "At most five of each kind. Sources are found by callers that may `manage`, channels by those " +
      "with `admin`.",
    query: searchQuery,
    answer: searchAnswer,
    handle: ({ context }, { query, caller }) => search(context, query.query, caller.scopes),
  }),
];
