import { formatUntil } from "../../ui/format-time.ts";
import type { Decision } from "../../api/events.ts";
import { outcomes } from "../../../../src/domain/event.ts";
import { t } from "../../i18n/i18n.ts";

/** Labels for what an event did to a workflow. */
export const outcomeNames = (): Record<string, string> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, t(`words:outcome.${outcome}`)]));

/** An outcome's name by itself. */
export function outcomeName(outcome: string): string {
  const known = outcomes.find((one) => one === outcome);
  return known === undefined ? outcome : t(`words:outcome.${known}`);
}

/** "suppressed until 3 Dec, 14:00", in the reader's time zone. */
export function outcomeLabel({ outcome, until }: Pick<Decision, "outcome" | "until">): string {
  if (outcome === "suppressed") {
    if (until === null) return t("words:suppressedForGood");
    return t("words:suppressedUntil", { time: formatUntil(until) });
  }
  return outcomeName(outcome);
}
