import { t } from "../../i18n/i18n.ts";

const reasons = [
  "unavailable",
  "misconfigured",
  "cancelled",
  "expired",
  "clock",
  "not-genuine",
  "unverified",
  "unknown",
  "other-identity",
  "disabled",
  "no-role",
  "pause",
] as const;

/** Why the OpenID provider's person was not signed in: what the API has put into the address. */
export function failedText(failed: string): string {
  const why = reasons.find((one) => one === failed) ?? "unavailable";
  return t(`sign-in:failed.${why}`);
}
