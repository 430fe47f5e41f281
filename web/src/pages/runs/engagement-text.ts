import { sentence } from "../../ui/text.ts";
import type { RunMessage } from "../../api/runs.ts";
import { t } from "../../i18n/i18n.ts";

/** Whether it was read, as far as can be known. */
export function engagementText({ state, opens, clicks }: RunMessage): string {
  if (opens === 0 && clicks === 0) return state === "sent" ? t("runs:engagement.none") : "";
  const parts = [
    ...(opens > 0 ? [t("runs:engagement.opened", { count: opens })] : []),
    ...(clicks > 0 ? [t("runs:engagement.clicked", { count: clicks })] : []),
  ];
  return sentence(parts.join(", "));
}
