import { attentionAnswer, overviewAnswer, overviewQuery } from "../../contract/api/overview.ts";
import { attention } from "../../services/overview/attention.ts";
import { overview } from "../../services/overview/over-time.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const overviewRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/attention",
    scope: "read",
    tag: "Instance",
    summary: "List what needs attention",
    description:
      "The most urgent first: runs that no worker takes, channels that active workflows need and that " +
      "are not set up, what failed, bounced or was complained of in the last 24 hours, event types " +
      "that start workflows and have gone silent, promo codes that run low, webhooks that take nothing.",
    answer: attentionAnswer,
    handle: ({ context }) => attention(context),
  }),
  defineRoute({
    method: "get",
    path: "/overview",
    scope: "read",
    tag: "Instance",
    summary: "Get events, launches, messages and failures over time",
    query: overviewQuery,
    answer: overviewAnswer,
    handle: ({ context }, { query }) => overview(context, query),
  }),
];
