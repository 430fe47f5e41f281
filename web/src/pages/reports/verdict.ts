import type { Verdict } from "../../../../src/domain/uplift.ts";
import { enough } from "../../../../src/domain/uplift.ts";
import { t } from "../../i18n/i18n.ts";
import { formatMoney } from "../../ui/format-money.ts";
import { rateText } from "./numbers.ts";

interface Difference {
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

/** What can be said of a difference of rates, with its interval. */
export function verdictText({ low, high, verdict }: Difference): string {
  return said("rate", verdict, { low: rateText(low ?? 0), high: rateText(high ?? 0) });
}

/** What can be said of a difference of what a contact spends. */
export function moneyVerdictText({ low, high, verdict }: Difference, currency: string): string {
  const amount = (value: number | null) => formatMoney(value ?? 0, currency);
  return said("money", verdict, { low: amount(low), high: amount(high) });
}

function said(
  what: "rate" | "money",
  verdict: Verdict,
  interval: { low: string; high: string },
): string {
  return t(`reports:verdict.${what}.${verdict}`, { ...interval, ...enough });
}
