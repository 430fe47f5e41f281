import { idParams } from "../../contract/api/fields.ts";
import { conversionsAnswer, measuringQuery, upliftAnswer } from "../../contract/api/measuring.ts";
import { workflowConversions, workflowUplift } from "../../services/goals/measure.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Workflows";

export const measuringRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workflows/:id/conversions",
    conflicts: true,
    scope: "read",
    tag,
    summary: "Get a workflow's conversions",
    description:
      "Of contacts for whom it started a run in the period, the last 30 days by default, however much " +
      "later they converted: in all, by version, by branch of random splits, and by the message that a " +
      "conversion is put down to. 409 without a goal.",
    params: idParams,
    query: measuringQuery,
    answer: conversionsAnswer,
    handle: ({ context }, { params, query }) => workflowConversions(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/uplift",
    conflicts: true,
    scope: "read",
    tag,
    summary: "Compare a workflow's contacts with those held out",
    description:
      "Both are counted from the start on, or from when it would have been. A period begins no earlier " +
      "than goal and holdout are as they are now. 409 without a goal.",
    params: idParams,
    query: measuringQuery,
    answer: upliftAnswer,
    handle: ({ context }, { params, query }) => workflowUplift(context, params.id, query),
  }),
];
