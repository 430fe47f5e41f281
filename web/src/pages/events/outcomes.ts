import { formatUntil } from "../../ui/format-time.ts";
import type { Decision } from "../../api/events.ts";
import type { DecisionOutcome } from "../../../../src/domain/event.ts";
import { t } from "../../i18n/i18n.ts";

const outcomes = [
  "launched",
  "suppressed",
  "held_out",
  "filtered",
  "no_contact",
  "too_old",
  "not_active",
  "switched_off",
  "stopped_before",
  "in_progress",
  "fan_out",
  "no_segment",
  "loop",
  "stopped",
  "nothing_to_stop",
] as const satisfies readonly DecisionOutcome[];

/** Labels for what an event did to a workflow. */
export const outcomeNames = (): Record<string, string> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, t(`words:outcome.${outcome}`)]));

/** Outcomes that mean an error in the event, or of who sends it. */
export const errorOutcomes: readonly DecisionOutcome[] = ["no_contact", "no_segment", "loop"];

/** What stands in the address for all of these. */
export const errorsFilter = "errors";

/** "suppressed until 3 Dec, 14:00", in the reader's time zone. */
export function outcomeLabel({ outcome, until }: Pick<Decision, "outcome" | "until">): string {
  if (outcome === "suppressed") {
    if (until === null) return t("words:suppressedForGood");
    return t("words:suppressedUntil", { time: formatUntil(until) });
  }
  const known = outcomes.find((one) => one === outcome);
  return known === undefined ? outcome : t(`words:outcome.${known}`);
}
