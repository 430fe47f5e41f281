import type { ActiveRuns } from "../../../../src/contract/api/active-runs.ts";

/** What happens to runs under way, as a sentence behind another: " 12 runs under way go on." */
export function runsWords(runs: ActiveRuns | undefined): string {
  if (runs === undefined || runs.count === 0) return "";
  const one = runs.count === 1;
  const which = `${runs.count.toLocaleString("en")} ${one ? "run" : "runs"} under way`;
  if (runs.now === "stopping") return ` ${which} ${one ? "is" : "are"} being stopped.`;
  return ` ${which} ${one ? "goes" : "go"} on.`;
}
