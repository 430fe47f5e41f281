import { t } from "../../../../i18n/i18n.ts";
import { formatNumber } from "../../../../ui/format-number.ts";

/** What a number of runs at a block counts: "3 runs are at “Wait”". */
export function runsLabel(
  state: "entered" | "waiting" | "done" | "failed",
  count: number,
  name: string,
): string {
  return t(`builder-statistics:runs.${state}`, { count, number: formatNumber(count), name });
}
