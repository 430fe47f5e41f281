import { useQuery } from "@tanstack/react-query";
import { figuresQuery } from "../../../../api/figures.ts";
import { useLive } from "../../../../api/live.ts";
import type { Range } from "../../../events/time-range.ts";
import { boundsOf } from "../../../events/time-range.ts";

/** What figures are counted over; ranges that end now are counted anew at each change. */
export interface Period extends Range {
  version: string | undefined;
}

/** A workflow's figures in a period, live. */
export function useFigures(workflowId: string, { version, from, to }: Period) {
  const name = `${from ?? ""}/${to ?? ""}`;
  const bounds = () => boundsOf({ from, to }, Date.now());
  const figures = useQuery(figuresQuery(workflowId, version, { name, bounds }));
  useLive([`figures:${workflowId}`], () => void figures.refetch());
  return figures;
}
