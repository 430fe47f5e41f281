import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { StatisticsAnswer } from "../../../src/contract/api/statistics.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Figures = Wire<StatisticsAnswer>;
export type BlockFigures = Figures["blocks"][number];
export type MessageFigures = Figures["messages"][number];

/** @param period what tells this period from others; `bounds` are taken when it is asked for */
export const figuresQuery = (
  workflowId: string,
  version: string | undefined,
  period: { name: string; bounds(): { from?: string; to?: string } },
) =>
  queryOptions({
    queryKey: ["figures", workflowId, version, period.name],
    queryFn: ({ signal }) =>
      get<Figures>(`/workflows/${workflowId}/figures`, { version, ...period.bounds() }, signal),
    placeholderData: keepPreviousData,
  });
