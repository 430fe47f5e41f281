import { idParams } from "../../contract/api/fields.ts";
import {
  cohortsAnswer,
  cohortsQuery,
  funnelAnswer,
  reportParams,
  reportQuery,
} from "../../contract/api/reports.ts";
import { statisticsQuery } from "../../contract/api/statistics.ts";
import { workflowCohorts } from "../../services/reports/cohorts.ts";
import { reportFile } from "../../services/reports/file.ts";
import { workflowFunnel } from "../../services/reports/funnel.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Reports";

export const reportsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workflows/:id/funnel",
    scope: "read",
    tag,
    summary: "Get a workflow's funnel",
    description:
      "Runs from their start through each block to their end, and what became of messages: the same " +
      "figures as `/figures`, with the blocks' names and in their order.",
    params: idParams,
    query: statisticsQuery,
    answer: funnelAnswer,
    handle: ({ context }, { params, query }) => workflowFunnel(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/cohorts",
    conflicts: true,
    scope: "read",
    tag,
    summary: "Get a workflow's cohorts",
    description:
      "Contacts by the week in which it started for them, and how many of them converted within 1, 2, 4 " +
      "and 8 weeks. 409 without a goal.",
    params: idParams,
    query: cohortsQuery,
    answer: cohortsAnswer,
    handle: ({ context }, { params, query }) => workflowCohorts(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/reports/:report",
    conflicts: true,
    scope: "read",
    tag,
    summary: "Download a workflow's report",
    description:
      "CSV in UTF-8, numbers with a point and without units. A cell that a spreadsheet would take for a " +
      "formula has an apostrophe before it. 409 for reports of conversions without a goal.",
    params: reportParams,
    query: reportQuery,
    download: "text/csv",
    handle: async ({ context }, { params, query, response }) => {
      const lines = await reportFile(context, params, query);
      response.type("text/csv; charset=utf-8").attachment(`${params.report}-${params.id}.csv`);
      for (const line of lines) response.write(line);
      response.end();
    },
  }),
];
