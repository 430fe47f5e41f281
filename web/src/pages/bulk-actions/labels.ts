import type { BulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";

export function stateNames(): Record<BulkAction["state"], string> {
  return {
    pending: t("bulk-actions:state.pending"),
    running: t("bulk-actions:state.running"),
    done: t("bulk-actions:state.done"),
    cancelled: t("bulk-actions:state.cancelled"),
    failed: t("bulk-actions:state.failed"),
  };
}

const reasons = [
  "askedBefore",
  "ended",
  "notPaused",
  "refused",
  "gone",
  "atNoWait",
  "stays",
  "blockGone",
  "messagesHeld",
] as const;

/** Why runs were left as they were, each with how many. */
export function skippedTexts(skipped: BulkAction["skipped"]): string[] {
  return reasons.flatMap((why) => {
    const count = skipped[why];
    return count === undefined ? [] : [t(`bulk-actions:skipped.${why}`, { count })];
  });
}
