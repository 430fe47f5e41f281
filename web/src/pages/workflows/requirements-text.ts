import type { Example } from "../../api/campaigns.ts";
import { t } from "../../i18n/i18n.ts";

const kinds = ["eventTypes", "segments", "topics", "promoPools", "secrets"] as const;

/** What an example names, in a line: "Needs event type cartLeft; segment VIP." */
export function requirementsText(needs: Example["needs"]): string {
  const parts = kinds.flatMap((kind) => {
    const { length: count } = needs[kind];
    if (count === 0) return [];
    return [t(`workflows-list:needs.${kind}`, { count, names: needs[kind].join(", ") })];
  });
  return parts.length === 0 ? "" : t("workflows-list:needs.all", { parts: parts.join("; ") });
}
