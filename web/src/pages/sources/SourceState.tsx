import type { Source } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

export function SourceState({ of: { enabled, verification, hasSecret } }: { of: Source }) {
  if (!enabled) return <StatusBadge value="paused" label={t("sources:state.off")} />;
  if (verification === "signature" && !hasSecret) {
    return <StatusBadge value="error" label={t("sources:state.noSecret")} />;
  }
  return <StatusBadge value="active" label={t("sources:state.on")} />;
}
