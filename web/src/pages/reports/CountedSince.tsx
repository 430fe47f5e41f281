import type { ReportPeriod } from "../../api/reports.ts";
import { t } from "../../i18n/i18n.ts";
import { exactTime } from "../../ui/format-time.ts";

const minute = 60_000;

/** That only the newest runs of a period are counted, where there are too many of them. */
export function CountedSince({ period, from }: { period: ReportPeriod; from: string }) {
  const asked = period.bounds().from;
  if (asked === undefined || Date.parse(from) - Date.parse(asked) < 2 * minute) return null;
  return t("reports:countedSince", { time: exactTime(from) });
}
