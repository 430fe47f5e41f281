import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AttentionItem, Overview as Answer } from "../../../src/contract/api/overview.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Overview = Wire<Answer>;
export type Attention = Wire<AttentionItem>;
export type OverviewDays = "1" | "7" | "30";

const everyMinute = { refetchInterval: 60_000 };

export const overviewQuery = (days: OverviewDays) =>
  queryOptions({
    queryKey: ["overview", days],
    queryFn: ({ signal }) => get<Overview>("/overview", { days }, signal),
    placeholderData: keepPreviousData,
    ...everyMinute,
  });

export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: ({ signal }) => get<{ items: Attention[] }>("/attention", {}, signal),
  ...everyMinute,
});
