import { createRoute } from "@tanstack/react-router";
import { funnelQuery } from "../../api/reports.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { liveVersion } from "../live-version.ts";
import { periodOf } from "../../pages/reports/period.ts";
import { pageQuery } from "../../ui/use-page.ts";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  validateSearch: only("search", "after"),
  staticData: {
    asks: ({ search: { search, after } }) => [
      pageQuery("/workflows", { search, after, sort: "updatedAt" }),
    ],
  },
  component: lazyPage(
    () => import("../../pages/reports/ReportsPage.tsx"),
    "ReportsPage",
    "reports",
    "workflows",
  ),
});
/** `tab`: which report; `block`: one message; `weeks`: of cohorts. */
const report = createRoute({
  getParentRoute: () => inside,
  path: "/reports/$id",
  validateSearch: only("tab", "from", "to", "version", "block", "weeks"),
  staticData: {
    asks: ({ params: { id = "" }, search }) => [
      workflowQuery(id),
      ...(search["tab"] === undefined
        ? [funnelQuery(id, periodOf(search), search["version"])]
        : []),
    ],
    asksThen: ({ params: { id = "" } }) => liveVersion(id),
  },
  component: lazyPage(
    () => import("../../pages/reports/ReportPage.tsx"),
    "ReportPage",
    "reports",
    "workflows",
  ),
});

export const reportRoutes = [reports, report];
