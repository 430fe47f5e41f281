import { formatNumber } from "../../ui/format-number.ts";
import type { ActiveRuns } from "../../../../src/contract/api/active-runs.ts";
import { t } from "../../i18n/i18n.ts";

const words = { continue: "goOn", stopping: "stopping", moving: "moving" } as const;

/** What happens to active runs, as a sentence that follows another: " 12 active runs go on." */
export function activeRunsText(runs: ActiveRuns | undefined): string {
  if (runs === undefined || runs.count === 0) return "";
  const counted = { count: runs.count, number: formatNumber(runs.count) };
  return ` ${t(`workflows:activeRuns.${words[runs.now]}`, counted)}`;
}
