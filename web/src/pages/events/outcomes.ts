import type { Decision } from "../../api/events.ts";
import type { DecisionOutcome } from "../../../../src/domain/event.ts";

/** What an event did to a workflow, in words. */
export const outcomeNames: Record<DecisionOutcome, string> = {
  launched: "launched",
  suppressed: "suppressed",
  filtered: "filtered",
  no_contact: "no contact",
  too_old: "too old",
  not_active: "workflow not active",
  stopped_before: "stopped before",
  in_progress: "already in progress",
  fan_out: "for each member",
  no_segment: "no segment",
  loop: "loop",
  stopped: "stopped a run",
  nothing_to_stop: "nothing to stop",
};

/** Those that mean a fault of the event or of who sends it. */
export const errorOutcomes: readonly DecisionOutcome[] = ["no_contact", "no_segment", "loop"];

/** The word in the address for all of these. */
export const errorsWord = "errors";

const soon = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const later = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const halfYear = 183 * 86_400_000;

/** "suppressed until 3 Dec, 14:00", in the reader's time zone. */
export function outcomeWords({ outcome, until }: Pick<Decision, "outcome" | "until">): string {
  if (outcome === "suppressed") {
    if (until === null) return "suppressed for good";
    const at = new Date(until);
    const format = Math.abs(at.getTime() - Date.now()) < halfYear ? soon : later;
    return `suppressed until ${format.format(at)}`;
  }
  return outcome in outcomeNames ? outcomeNames[outcome as DecisionOutcome] : outcome;
}
