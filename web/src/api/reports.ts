import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ConversionsAnswer, UpliftAnswer } from "../../../src/contract/api/measuring.ts";
import type { CohortsAnswer, FunnelAnswer, ReportName } from "../../../src/contract/api/reports.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Funnel = Wire<FunnelAnswer>;
export type FunnelStep = Funnel["steps"][number];
export type Conversions = Wire<ConversionsAnswer>;
export type ConversionGroup = Pick<
  Conversions,
  "contacts" | "convertedContacts" | "conversions" | "rate" | "revenue"
>;
export type SplitBranch = Conversions["branches"][number];
export type Uplift = Wire<UpliftAnswer>;
export type Cohorts = Wire<CohortsAnswer>;
export type Cohort = Cohorts["cohorts"][number];

/** What tells a period from others, and its bounds at the time when it is asked for. */
export interface ReportPeriod {
  name: string;
  bounds(): { from?: string; to?: string };
}

const options = <Answer>(
  report: "funnel" | "conversions" | "uplift",
  workflowId: string,
  period: ReportPeriod,
  version?: string,
) =>
  queryOptions({
    queryKey: ["report", report, workflowId, period.name, version],
    queryFn: ({ signal }) =>
      get<Answer>(`/workflows/${workflowId}/${report}`, { version, ...period.bounds() }, signal),
    placeholderData: keepPreviousData,
  });

export const funnelQuery = (workflowId: string, period: ReportPeriod, version?: string) =>
  options<Funnel>("funnel", workflowId, period, version);
export const conversionsQuery = (workflowId: string, period: ReportPeriod) =>
  options<Conversions>("conversions", workflowId, period);
export const upliftQuery = (workflowId: string, period: ReportPeriod) =>
  options<Uplift>("uplift", workflowId, period);

export const cohortsQuery = (workflowId: string, weeks: string) =>
  queryOptions({
    queryKey: ["report", "cohorts", workflowId, weeks],
    queryFn: ({ signal }) => get<Cohorts>(`/workflows/${workflowId}/cohorts`, { weeks }, signal),
    placeholderData: keepPreviousData,
  });

/** Where a report is downloaded as CSV. */
export function reportAddress(
  workflowId: string,
  report: ReportName,
  query: Record<string, string | undefined>,
): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const text = new URLSearchParams(given).toString();
  return `/api/v1/workflows/${workflowId}/reports/${report}${text === "" ? "" : `?${text}`}`;
}
