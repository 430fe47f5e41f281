import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { StatisticsAnswer } from "../../../src/contract/api/statistics.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Statistics = Wire<StatisticsAnswer>;
export type BlockStatistics = Statistics["blocks"][number];
export type MessageStatistics = Statistics["messages"][number];

/** @param period what tells this period from others; `bounds` are taken when it is asked for */
export const statisticsQuery = (
  workflowId: string,
  version: string | undefined,
  period: { name: string; bounds(): { from?: string; to?: string } },
) =>
  queryOptions({
    queryKey: ["figures", workflowId, version, period.name],
    queryFn: ({ signal }) =>
      get<Statistics>(`/workflows/${workflowId}/figures`, { version, ...period.bounds() }, signal),
    placeholderData: keepPreviousData,
  });
