import { formatNumber } from "../../ui/format-number.ts";
import type { ActiveRuns } from "../../../../src/contract/api/active-runs.ts";

/** What happens to active runs, as a sentence that follows another: " 12 active runs go on." */
export function activeRunsText(runs: ActiveRuns | undefined): string {
  if (runs === undefined || runs.count === 0) return "";
  const one = runs.count === 1;
  const which = `${formatNumber(runs.count)} active ${one ? "run" : "runs"}`;
  if (runs.now === "stopping") return ` ${which} ${one ? "is" : "are"} being stopped.`;
  return ` ${which} ${one ? "goes" : "go"} on.`;
}
