import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  validateSearch: only("search", "after"),
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
  component: lazyPage(
    () => import("../../pages/reports/ReportPage.tsx"),
    "ReportPage",
    "reports",
    "workflows",
  ),
});

export const reportRoutes = [reports, report];
