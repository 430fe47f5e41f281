import type { LiveBinding } from "../db/events/bindings-for-events.ts";
import { conditionLabel } from "../domain/condition.ts";
import { frequencyLabel } from "../domain/frequency.ts";
import type { HeldBy } from "../domain/holdout.ts";
import { percentOf } from "../domain/holdout.ts";

type Start = Extract<LiveBinding, { role: "start" }>;

/** Why a binding is switched off, or null. */
export function switchedOffReason({ enabled, role }: LiveBinding): string | null {
  if (enabled) return null;
  return role === "start"
    ? "this trigger is switched off: its events start nothing"
    : "this trigger is switched off: its events stop nothing";
}

/** Why a workflow starts nothing as things stand, or null. */
export function inactiveReason(binding: LiveBinding): string | null {
  if (binding.role === "stop") return null;
  if (binding.status !== "active") {
    return binding.status === "draft"
      ? "the workflow was never activated"
      : `the workflow is ${binding.status}`;
  }
  return binding.versionId === null ? "the workflow has no published version" : null;
}

export function filteredReason(binding: LiveBinding): string {
  return `the event does not pass the filter: ${conditionLabel(binding.filter)}`;
}

/** @param params of an event about a click or an open */
export function machineReason(params: Readonly<Record<string, unknown>>): string {
  const signs = Array.isArray(params["signs"]) ? params["signs"].join(", ") : "";
  return `a machine did it, not a person: ${signs.replaceAll("_", " ")}`;
}

export const tooCostlyReason =
  "the filter was not asked to its end: the conditions on this event compare more than one event " +
  "may cost, too long lists or texts in its params or too many patterns";

export function launchedReason({ frequency, subject }: Start): string {
  return `launched (${frequencyLabel(frequency, subject)})`;
}

export function suppressedReason({ frequency, subject }: Start, until: Date | null): string {
  const rule = frequencyLabel(frequency, subject);
  return until === null
    ? `a run was launched before (${rule})`
    : `a run was launched in this window (${rule}); the next may launch from ${until.toISOString()}`;
}

export function heldOutReason(heldBy: HeldBy, tenths: number): string {
  const share = `${percentOf(tenths)} % of contacts`;
  return heldBy === "workflow"
    ? `held out: this workflow starts nothing for ${share}, to be compared with the others`
    : `held out: the workspace's control group, ${share}, gets no marketing`;
}

export function fanOutReason(segment: string, fanOutId: string): string {
  return `launches each member of "${segment}": fan-out ${fanOutId}`;
}

export const inProgressReason = "a run of this workflow is in progress for this contact";

export function loopReason(hops: number): string {
  return `${hops} runs stand between this event and one from outside: workflows start one another in a circle`;
}

export function tooOldReason(occurredAt: Date, limit: number): string {
  return `the event occurred at ${occurredAt.toISOString()}, longer ago than the limit of ${spanWords(limit)}`;
}

/** Milliseconds in the largest whole unit. */
function spanWords(milliseconds: number): string {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1_000],
  ] as const;
  const [name, size] = units.find(([, length]) => milliseconds % length === 0) ?? ["second", 1_000];
  const amount = milliseconds / size;
  return `${amount} ${name}${amount === 1 ? "" : "s"}`;
}
