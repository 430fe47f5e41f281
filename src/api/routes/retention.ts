import {
  retentionAnswer,
  retentionChange,
  retentionOutlook as outlookAnswer,
  retentionQuestion,
} from "../../contract/api/retention.ts";
import {
  changeRetention,
  getRetention,
  retentionOutlook,
} from "../../services/retention/settings.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Instance";

export const retentionRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/retention",
    scope: "admin",
    tag,
    summary: "Get for how long data is kept",
    answer: retentionAnswer,
    handle: ({ context }) => getRetention(context),
  }),
  defineRoute({
    method: "patch",
    path: "/retention",
    scope: "admin",
    tag,
    summary: "Change for how long data is kept",
    description:
      "What is left out stays as it is. It holds from the workers' next sweep on, within a minute. Refused " +
      "where a goal looks back further, or where segments do and `acceptLookBacks` is not said.",
    body: retentionChange,
    answer: retentionAnswer,
    handle: ({ context }, { body }) => changeRetention(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/retention/outlook",
    scope: "admin",
    tag,
    summary: "Tell what a change of retention would forget",
    description: "Changes nothing.",
    body: retentionQuestion,
    answer: outlookAnswer,
    handle: ({ context }, { body }) => retentionOutlook(context, body),
  }),
];
