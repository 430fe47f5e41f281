import { locale, t } from "../i18n/i18n.ts";
import { once } from "../i18n/once.ts";

const numbers = once(() => new Intl.NumberFormat(locale));

export function formatNumber(value: number): string {
  // The same in every language of the pages, and what stands on most of them.
  if (Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
  return numbers().format(value);
}

/** A count that stops at a bound: from there on it reads "1,000 or more". */
export function formatBoundedCount(count: number, bound = 1_000): string {
  return count >= bound ? t("ui:orMore", { bound: formatNumber(bound) }) : formatNumber(count);
}

/** A part of a whole as people read it: "62 %", "0.4 %"; "" of nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return "";
  const share = (part / whole) * 100;
  const rounded =
    share > 0 && share < 1 ? Math.max(0.1, Math.round(share * 10) / 10) : Math.round(share);
  return `${rounded} %`;
}

/** A file's size: 812 bytes, 14 kB, 2.3 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return t("ui:size.bytes", { count: bytes });
  if (bytes < 1_000_000) return t("ui:size.kilo", { size: Math.round(bytes / 1_000) });
  return t("ui:size.mega", { size: formatNumber(Math.round(bytes / 100_000) / 10) });
}
