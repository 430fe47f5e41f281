import { locale } from "../i18n/i18n.ts";

/** An amount in its currency; a code that is none stands behind the number. */
export function formatMoney(amount: number, currency: string | null): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 };
  try {
    if (currency === null) return new Intl.NumberFormat(locale, digits).format(amount);
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
  } catch {
    return `${new Intl.NumberFormat(locale, digits).format(amount)} ${currency}`;
  }
}
