import type { Verdict } from "../../../../src/domain/uplift.ts";
import { enough } from "../../../../src/domain/uplift.ts";
import { t } from "../../i18n/i18n.ts";
import { formatMoney } from "../../ui/format-money.ts";
import { pointsText } from "./numbers.ts";

interface Difference {
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

/** What can be said of a difference of rates, with its interval. */
export function verdictText(difference: Difference): string {
  return said("rate", difference, pointsText);
}

/** What can be said of a difference of what a contact spends. */
export function moneyVerdictText(difference: Difference, currency: string): string {
  return said("money", difference, (amount) => formatMoney(amount, currency));
}

function said(
  what: "rate" | "money",
  { low, high, verdict }: Difference,
  show: (amount: number) => string,
): string {
  // "Fewer: between 2 and 5", and not "between −5 and −2".
  const [from, to] = verdict === "less" ? [-(high ?? 0), -(low ?? 0)] : [low ?? 0, high ?? 0];
  return t(`reports:verdict.${what}.${verdict}`, { low: show(from), high: show(to), ...enough });
}
