import type { EventAnswer } from "../../../api/events.ts";
import { t } from "../../../i18n/i18n.ts";
import { outcomeLabel } from "../outcomes.ts";

/** What a sent event did, in one sentence. */
export function sentText({ decisions }: EventAnswer): string {
  if (decisions.length === 0) return t("events:sent.nothing");
  const labels = decisions.map(({ outcome, until = null }) => outcomeLabel({ outcome, until }));
  return t("events:sent.did", { outcomes: labels.join(", ") });
}
