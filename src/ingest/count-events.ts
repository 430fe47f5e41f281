import type { Decision, IngestResult, RefusedEvent } from "../domain/event.ts";
import type { Metrics } from "../platform/telemetry/metrics.ts";

/**
 * Counts what became of a batch: each event once, and each decision of a new one. A repetition has
 * the first one's decisions, which were counted then.
 */
export function countEvents(
  results: readonly (IngestResult | RefusedEvent)[],
): (metrics: Metrics) => void {
  return ({ events, decisions }) => {
    const outcomes = new Map<IngestResult["outcome"] | "refused", number>();
    const decided = new Map<string, { decision: Decision; count: number }>();
    for (const result of results) {
      outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
      if (result.outcome !== "accepted") continue;
      for (const decision of result.decisions) {
        const key = `${decision.role} ${decision.outcome}`;
        const count = (decided.get(key)?.count ?? 0) + 1;
        decided.set(key, { decision, count });
      }
    }
    for (const [outcome, count] of outcomes) events.add(count, { outcome });
    for (const { decision, count } of decided.values()) {
      decisions.add(count, { role: decision.role, outcome: decision.outcome });
    }
  };
}
