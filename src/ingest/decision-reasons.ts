import type { LiveBinding } from "../db/events/bindings-for-events.ts";
import { conditionLabel } from "../domain/condition.ts";
import { frequencyLabel } from "../domain/frequency.ts";
import type { HeldBy } from "../domain/holdout.ts";
import { percentOf } from "../domain/holdout.ts";
import { sayDecision } from "../domain/sentences/decision-sentences.ts";
import { spanLabel } from "../domain/sentences/rule-sentences.ts";

type Start = Extract<LiveBinding, { role: "start" }>;

/** Why a binding is switched off, or null. */
export function switchedOffReason({ enabled, role }: LiveBinding): string | null {
  if (enabled) return null;
  return sayDecision(role === "start" ? "startSwitchedOff" : "stopSwitchedOff");
}

/** Why a workflow starts nothing as things stand, or null. */
export function inactiveReason(binding: LiveBinding): string | null {
  if (binding.role === "stop") return null;
  if (binding.status !== "active") return sayDecision(binding.status);
  return binding.versionId === null ? sayDecision("noVersion") : null;
}

export function filteredReason(binding: LiveBinding): string {
  return sayDecision("filtered", { condition: conditionLabel(binding.filter) });
}

/** @param params of an event about a click or an open */
export function machineReason(params: Readonly<Record<string, unknown>>): string {
  const signs = Array.isArray(params["signs"]) ? params["signs"].join(", ") : "";
  return sayDecision("machine", { signs: signs.replaceAll("_", " ") });
}

export const tooCostlyReason = sayDecision("tooCostly");

export const noContactReason = sayDecision("noContact");

export function launchedReason({ frequency, subject }: Start): string {
  return sayDecision("launched", { rule: frequencyLabel(frequency, subject) });
}

export function suppressedReason({ frequency, subject }: Start, until: Date | null): string {
  const rule = frequencyLabel(frequency, subject);
  return until === null
    ? sayDecision("launchedBefore", { rule })
    : sayDecision("launchedInWindow", { rule, at: until });
}

export function heldOutReason(heldBy: HeldBy, tenths: number): string {
  const percent = percentOf(tenths);
  return sayDecision(heldBy === "workflow" ? "heldOutByWorkflow" : "heldOutByWorkspace", {
    percent,
  });
}

export function fanOutReason(segment: string, fanOutId: string): string {
  return sayDecision("fanOut", { segment, id: fanOutId });
}

export const inProgressReason = sayDecision("inProgress");

export function loopReason(hops: number): string {
  return sayDecision("loop", { hops });
}

export function tooOldReason(occurredAt: Date, limit: number): string {
  return sayDecision("tooOld", { at: occurredAt, limit: spanWords(limit) });
}

export function stoppedBeforeReason(key: string, at: Date): string {
  return sayDecision("stoppedBefore", { key, at });
}

/** Of a stop that came after an event which is decided anew. */
export function stoppedSinceReason(key: string, at: Date): string {
  return sayDecision("stoppedSince", { key, at });
}

export function noSegmentReason(segment: string): string {
  return sayDecision("noSegment", { segment });
}

export function noSegmentInParamReason(param: string): string {
  return sayDecision("noSegmentInParam", { param });
}

export const nothingToStopByReason = sayDecision("nothingToStopBy");

/** @param by whose runs of the workflow were looked for */
export function stopsReason(by: "contact" | "key", stopped: number): string {
  const isOfContact = by === "contact";
  return stopped === 0
    ? sayDecision(isOfContact ? "nothingOfContact" : "nothingOfKey")
    : sayDecision(isOfContact ? "stopsOfContact" : "stopsOfKey", { count: stopped });
}

/** Milliseconds in the largest whole unit. */
function spanWords(milliseconds: number): string {
  const units = [
    ["days", 86_400_000],
    ["hours", 3_600_000],
    ["minutes", 60_000],
    ["seconds", 1_000],
  ] as const;
  const [unit, size] = units.find(([, length]) => milliseconds % length === 0) ?? [
    "seconds" as const,
    1_000,
  ];
  return spanLabel({ amount: milliseconds / size, unit });
}
