import { idParams } from "../../contract/api/fields.ts";
import { statisticsAnswer, statisticsQuery } from "../../contract/api/statistics.ts";
import { workflowStatistics } from "../../services/statistics/of-workflow.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const figuresRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workflows/:id/figures",
    scope: "read",
    tag: "Workflows",
    summary: "Get a workflow's statistics",
    description:
      "Of runs that were created in a period, the last 30 days by default; test launches are not " +
      "counted. A run counts once at a block and once at each way out, however often it comes by.",
    params: idParams,
    query: statisticsQuery,
    answer: statisticsAnswer,
    handle: ({ context }, { params, query }) => workflowStatistics(context, params.id, query),
  }),
];
