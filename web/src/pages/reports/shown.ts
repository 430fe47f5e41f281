import type { ReportName } from "../../../../src/contract/api/reports.ts";
import type { ReportPeriod } from "../../api/reports.ts";
import { reportAddress } from "../../api/reports.ts";
import type { Workflow } from "../../api/workflows.ts";
import { boundsOf } from "../events/time-range.ts";

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

/** The last 30 days where the address says nothing else. */
export function rangeOf({ from, to }: ReportSearch): { from?: string; to?: string } {
  return { from: from ?? (to === undefined ? "30d" : undefined), to };
}

export function shownOf(
  workflow: Workflow,
  search: ReportSearch,
  set: (change: Partial<ReportSearch>) => void,
): Shown {
  const range = rangeOf(search);
  const bounds = () => boundsOf(range, Date.now());
  return {
    workflow,
    search,
    set,
    period: { name: `${range.from ?? ""}/${range.to ?? ""}`, bounds },
    csv: (report) =>
      reportAddress(
        workflow.id,
        report,
        report === "cohorts"
          ? { weeks: search.weeks }
          : { ...bounds(), version: isByVersion(report) ? search.version : undefined },
      ),
  };
}

const isByVersion = (report: ReportName): boolean => report === "funnel" || report === "messages";
