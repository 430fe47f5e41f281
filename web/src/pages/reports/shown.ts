import type { ReportName } from "../../../../src/contract/api/reports.ts";
import type { ReportPeriod } from "../../api/reports.ts";
import { reportAddress } from "../../api/reports.ts";
import type { Workflow } from "../../api/workflows.ts";
import { periodOf } from "./period.ts";

export interface ReportSearch {
  tab?: string;
  from?: string;
  to?: string;
  version?: string;
  block?: string;
  weeks?: string;
}

/** What a tab is given: whose report, and over which time. */
export interface Shown {
  workflow: Workflow;
  period: ReportPeriod;
  search: ReportSearch;
  set(change: Partial<ReportSearch>): void;
  csv(report: ReportName): string;
}

export function shownOf(
  workflow: Workflow,
  search: ReportSearch,
  set: (change: Partial<ReportSearch>) => void,
): Shown {
  const period = periodOf(search);
  return {
    workflow,
    search,
    set,
    period,
    csv: (report) =>
      reportAddress(
        workflow.id,
        report,
        report === "cohorts"
          ? { weeks: search.weeks }
          : { ...period.bounds(), version: isByVersion(report) ? search.version : undefined },
      ),
  };
}

const isByVersion = (report: ReportName): boolean => report === "funnel" || report === "messages";
