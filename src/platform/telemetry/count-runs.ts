import type { RunEndStatus } from "./instruments/runs.ts";
import type { Measuring } from "./metrics.ts";

/** Counts runs that have ended, once that is committed. */
export function countEndedRuns(sql: Measuring, status: RunEndStatus, count = 1): void {
  if (count > 0) sql.measure(({ runsEnded }) => runsEnded.add(count, { status }));
}
