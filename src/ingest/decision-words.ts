import type { LiveBinding } from "../db/bindings-for-events.ts";
import { describeCondition } from "../domain/condition.ts";
import { describeFrequency } from "../domain/frequency.ts";

type Start = Extract<LiveBinding, { role: "start" }>;

/** Why a binding did nothing because of how things stand, or null. */
export function inactiveReason(binding: LiveBinding): string | null {
  if (!binding.enabled) {
    return binding.role === "start" ? "its start switch is off" : "its stop switch is off";
  }
  if (binding.role === "stop") return null;
  if (binding.status !== "active") {
    return binding.status === "draft"
      ? "the workflow was never activated"
      : `the workflow is ${binding.status}`;
  }
  return binding.versionId === null ? "the workflow has no published version" : null;
}

export function filteredReason(binding: LiveBinding): string {
  return `the event does not pass the filter: ${describeCondition(binding.filter)}`;
}

export function launchedReason({ frequency, subject }: Start): string {
  return `launched (${describeFrequency(frequency, subject)})`;
}

export function suppressedReason({ frequency, subject }: Start, until: Date | null): string {
  const rule = describeFrequency(frequency, subject);
  return until === null
    ? `a run was launched before (${rule})`
    : `a run was launched in this window (${rule}); the next may launch from ${until.toISOString()}`;
}

export function tooOldReason(occurredAt: Date, limit: number): string {
  const hours = Math.round(limit / 36_000) / 100;
  return `the event occurred at ${occurredAt.toISOString()}, longer ago than the limit of ${hours} hours`;
}
