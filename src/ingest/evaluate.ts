import { setImmediate } from "node:timers/promises";
import type { Decision } from "../domain/event.ts";
import type { LiveBinding } from "../db/events/bindings-for-events.ts";
import type { NamedSegment } from "../db/contacts/segments-by-name.ts";
import { isMadeByMachine } from "../domain/machine-signs.ts";
import { maxHops } from "../domain/hops.ts";
import { subjectOfKey } from "../domain/run-id.ts";
import {
  filteredReason,
  inactiveReason,
  loopReason,
  machineReason,
  noContactReason,
  switchedOffReason,
  tooCostlyReason,
  tooOldReason,
} from "./decision-reasons.ts";
import type { KnownEvent } from "./known-event.ts";
import { passes } from "./known-event.ts";
import type { LookBack } from "./look-back.ts";
import { nothingBefore } from "./look-back.ts";
import type { FindMembers } from "./segments.ts";
import { goesToMembers } from "./segments.ts";

export type StartBinding = Extract<LiveBinding, { role: "start" }>;
export type StopBinding = Extract<LiveBinding, { role: "stop" }>;

/** A start that only its frequency can still prevent. */
export interface Candidate {
  binding: StartBinding;
  contactId: string;
  subject: string;
}

export interface Evaluated {
  known: KnownEvent;
  binding: LiveBinding;
  /** A decision, or what is still open. */
  verdict:
    | { decision: Decision }
    | { candidate: Candidate }
    | { fanOut: StartBinding; segment: NamedSegment }
    | { stop: StopBinding };
}

/** How long a batch may keep the process from anything else, in milliseconds. */
const maxTurnMs = 20;

/** Everything that can be said of a batch before the gates are asked, stops of an event first. */
export async function evaluate(
  batch: readonly KnownEvent[],
  receivedAt: Date,
  look: { back: LookBack; forMembers: FindMembers },
): Promise<Evaluated[]> {
  const evaluated: Evaluated[] = [];
  let began = performance.now();
  for (const known of batch) {
    for (const binding of known.bindings.toSorted(stopsFirst)) {
      evaluated.push({ known, binding, verdict: verdictOf(known, binding, receivedAt, look) });
    }
    if (performance.now() - began < maxTurnMs) continue;
    await setImmediate();
    began = performance.now();
  }
  return evaluated;
}

function stopsFirst(a: LiveBinding, b: LiveBinding): number {
  if (a.role === b.role) return 0;
  return a.role === "stop" ? -1 : 1;
}

function verdictOf(
  known: KnownEvent,
  binding: LiveBinding,
  receivedAt: Date,
  look: { back: LookBack; forMembers: FindMembers },
): Evaluated["verdict"] {
  const says = (outcome: Decision["outcome"], reason: string) => ({
    decision: {
      bindingId: binding.id,
      workflowId: binding.workflowId,
      role: binding.role,
      outcome,
      reason,
    },
  });
  const off = switchedOffReason(binding);
  if (off !== null) return says("switched_off", off);
  const inactive = inactiveReason(binding);
  if (inactive !== null) return says("not_active", inactive);
  const heedsMachines = binding.role === "start" && binding.includeMachines;
  if (isMadeByMachine(known.event) && !heedsMachines) {
    return says("filtered", machineReason(known.event.params));
  }
  const { replayed } = known;
  const filtered = passes(known, binding.filter, replayed?.receivedAt ?? receivedAt);
  if (filtered === "too_costly") return says("filtered", tooCostlyReason);
  if (filtered === "filtered") return says("filtered", filteredReason(binding));
  if (binding.role === "stop") return { stop: binding };
  const { hops = 0 } = known.event;
  if (hops > maxHops) return says("loop", loopReason(hops));
  const limit = binding.ignoreOlderThan;
  const since = agedSince(known);
  if (limit !== null && since !== undefined && receivedAt.getTime() - since.getTime() > limit) {
    return says("too_old", tooOldReason(since, limit));
  }
  const forEach = goesToMembers(binding, known);
  if (forEach !== null) {
    const members = look.forMembers(forEach, known);
    return members.outcome === "segment"
      ? { fanOut: binding, segment: members.segment }
      : says("no_segment", members.reason);
  }
  if (known.contactId === null) {
    return says("no_contact", noContactReason);
  }
  const looksBack = binding.hasLookBack || replayed !== undefined;
  const before = looksBack ? look.back(binding, known) : nothingBefore;
  if (before.outcome === "too_costly") return says("filtered", tooCostlyReason);
  if (before.outcome === "stopped") return says("stopped_before", before.reason);
  const subject =
    binding.subject === "contact" ? known.contactId : subjectOfKey(known.event.keyValue);
  return { candidate: { binding, contactId: known.contactId, subject } };
}

/** Since when an event's age counts; undefined: it has none that a binding could mind. */
function agedSince({ event, replayed }: KnownEvent): Date | undefined {
  const { occurredAt, onlyBinding } = event;
  if (replayed !== undefined) {
    return replayed.despiteAge ? undefined : (occurredAt ?? replayed.receivedAt);
  }
  // The event that a fan-out sends on was asked for its age itself.
  return onlyBinding === undefined ? occurredAt : undefined;
}
