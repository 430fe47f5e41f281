import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AttentionItem, Overview as Answer } from "../../../src/contract/api/overview.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Overview = Wire<Answer>;
export type Attention = Wire<AttentionItem>;

const everyMinute = { refetchInterval: 60_000 };

/** By what stands in the address; a week when nothing does. */
const periods = { day: "1", week: "7", month: "30" } as const;
export type OverviewPeriod = keyof typeof periods;
export const overviewPeriods = ["day", "week", "month"] as const satisfies OverviewPeriod[];

/** The period that an address names in `last`. */
export const overviewPeriodOf = (last: string | undefined): OverviewPeriod =>
  overviewPeriods.find((name) => name === last) ?? "week";

export const overviewQuery = (period: OverviewPeriod) =>
  queryOptions({
    queryKey: ["overview", period],
    queryFn: ({ signal }) => get<Overview>("/overview", { days: periods[period] }, signal),
    placeholderData: keepPreviousData,
    ...everyMinute,
  });

export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: ({ signal }) => get<{ items: Attention[] }>("/attention", {}, signal),
  ...everyMinute,
});
