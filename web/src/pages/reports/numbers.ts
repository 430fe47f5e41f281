import { locale } from "../../i18n/i18n.ts";
import { formatMoney } from "../../ui/format-money.ts";

const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

/** A rate as people read it: "6.2%". */
export function rateText(rate: number): string {
  return percents.format(rate);
}

const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** A difference of rates in percentage points, without their name: "1.9". */
export function pointsText(difference: number): string {
  return points.format(difference * 100);
}

/** "5.5% – 6.5%" */
export function intervalText({ low, high }: { low: number; high: number }): string {
  return `${rateText(low)} – ${rateText(high)}`;
}

type Money = readonly { currency: string; total: number }[];

/** Each currency by itself, as amounts in several can't be added up. */
export function moneyText(revenue: Money): string {
  if (revenue.length === 0) return "–";
  return revenue.map(({ currency, total }) => formatMoney(total, currency)).join(" · ");
}
