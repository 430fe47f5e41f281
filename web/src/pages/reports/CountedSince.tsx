import type { ReportPeriod } from "../../api/reports.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";

const minute = 60_000;

interface Props {
  period: ReportPeriod;
  /** From when on was counted. */
  from: string;
  /** So many are counted at most. */
  most: number;
}

/** That only the newest runs of a period are counted, where there are too many of them. */
export function CountedSince({ period, from, most }: Props) {
  const asked = period.bounds().from;
  if (asked === undefined || Date.parse(from) - Date.parse(asked) < 2 * minute) return null;
  return t("reports:countedSince", { most: formatNumber(most), time: exactTime(from) });
}
