import { useQuery } from "@tanstack/react-query";
import { statisticsQuery } from "../../../../api/statistics.ts";
import { useLive } from "../../../../api/live.ts";
import type { Range } from "../../../events/time-range.ts";
import { boundsOf } from "../../../events/time-range.ts";

/** What statistics are counted over; ranges that end now are counted again at each change. */
export interface Period extends Range {
  version: string | undefined;
}

/** A workflow's statistics in a period, live. */
export function useStatistics(workflowId: string, { version, from, to }: Period) {
  const name = `${from ?? ""}/${to ?? ""}`;
  const bounds = () => boundsOf({ from, to }, Date.now());
  const query = statisticsQuery(workflowId, version, { name, bounds });
  useLive([`figures:${workflowId}`], [query.queryKey]);
  return useQuery(query);
}
