import { locale } from "../../i18n/i18n.ts";

/** An amount in its currency; a code that is none is shown as it is. */
export function money(amount: number, currency: string | null): string {
  if (currency === null) return new Intl.NumberFormat(locale).format(amount);
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}
