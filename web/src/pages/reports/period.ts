import type { ReportPeriod } from "../../api/reports.ts";
import type { Range } from "../events/time-range.ts";
import { boundsOf } from "../events/time-range.ts";

/** The last 30 days where the address says nothing else. */
export function rangeOf({ from, to }: Range): Range {
  return { from: from ?? (to === undefined ? "30d" : undefined), to };
}

/** Over which time a report is, as the address says. */
export function periodOf(search: Range): ReportPeriod {
  const range = rangeOf(search);
  const bounds = () => boundsOf(range, Date.now());
  return { name: `${range.from ?? ""}/${range.to ?? ""}`, bounds };
}
