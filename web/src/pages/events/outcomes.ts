import { formatUntil } from "../../ui/format-time.ts";
import type { Decision } from "../../api/events.ts";
import type { DecisionOutcome } from "../../../../src/domain/event.ts";

/** Labels for what an event did to a workflow. */
export const outcomeNames: Record<DecisionOutcome, string> = {
  launched: "launched",
  suppressed: "suppressed",
  held_out: "held out",
  filtered: "filtered",
  no_contact: "no contact",
  too_old: "too old",
  not_active: "workflow not active",
  switched_off: "trigger switched off",
  stopped_before: "stopped before",
  in_progress: "already in progress",
  fan_out: "for each member",
  no_segment: "no segment",
  loop: "loop",
  stopped: "stopped a run",
  nothing_to_stop: "nothing to stop",
};

/** Outcomes that mean an error in the event, or of who sends it. */
export const errorOutcomes: readonly DecisionOutcome[] = ["no_contact", "no_segment", "loop"];

/** What stands in the address for all of these. */
export const errorsFilter = "errors";

/** "suppressed until 3 Dec, 14:00", in the reader's time zone. */
export function outcomeLabel({ outcome, until }: Pick<Decision, "outcome" | "until">): string {
  if (outcome === "suppressed") {
    if (until === null) return "suppressed for good";
    return `suppressed until ${formatUntil(until)}`;
  }
  return outcome in outcomeNames ? outcomeNames[outcome as DecisionOutcome] : outcome;
}
