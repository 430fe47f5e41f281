import { outcomes } from "../../../../src/domain/event.ts";
import type { BulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";

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
  "startedBefore",
  "past",
  "mayBeSent",
  "onTheirWay",
  "movedOn",
] as const;

/** Why runs were left as they were, or events started nothing, each with how many. */
export function skippedTexts(skipped: BulkAction["skipped"]): string[] {
  const left = reasons.flatMap((why) => {
    const count = skipped[why];
    return count === undefined ? [] : [t(`bulk-actions:skipped.${why}`, { count })];
  });
  const decided = outcomes.flatMap((outcome) => {
    const count = skipped[outcome];
    return count === undefined ? [] : [`${formatNumber(count)}: ${t(`words:outcome.${outcome}`)}`];
  });
  return [...decided, ...left];
}
