import type { Decision } from "../contract/event.ts";
import type { LiveBinding } from "../db/bindings-for-events.ts";
import { mostHops } from "../domain/hops.ts";
import { subjectOfKey } from "../domain/run-id.ts";
import { filteredReason, inactiveReason, loopReason, tooOldReason } from "./decision-words.ts";
import type { KnownEvent } from "./known-event.ts";
import { passes } from "./known-event.ts";
import type { LookBack } from "./look-back.ts";

export type StartBinding = Extract<LiveBinding, { role: "start" }>;
export type StopBinding = Extract<LiveBinding, { role: "stop" }>;

/** A start that only its frequency can still prevent. */
export interface Candidate {
  binding: StartBinding;
  contactId: string;
  subject: string;
}

export interface Judged {
  known: KnownEvent;
  binding: LiveBinding;
  /** A decision, or what is still open. */
  verdict: { decision: Decision } | { candidate: Candidate } | { stop: StopBinding };
}

/** Everything that can be said of a batch before the gates are asked, stops of an event first. */
export function judge(
  batch: readonly KnownEvent[],
  receivedAt: Date,
  lookBack: LookBack,
): Judged[] {
  return batch.flatMap((known) =>
    known.bindings
      .toSorted((a, b) => (a.role === b.role ? 0 : a.role === "stop" ? -1 : 1))
      .map((binding) => ({
        known,
        binding,
        verdict: verdictOf(known, binding, receivedAt, lookBack),
      })),
  );
}

function verdictOf(
  known: KnownEvent,
  binding: LiveBinding,
  receivedAt: Date,
  lookBack: LookBack,
): Judged["verdict"] {
  const says = (outcome: Decision["outcome"], reason: string) => ({
    decision: {
      bindingId: binding.id,
      workflowId: binding.workflowId,
      role: binding.role,
      outcome,
      reason,
    },
  });
  const inactive = inactiveReason(binding);
  if (inactive !== null) return says("not_active", inactive);
  if (!passes(known, binding, receivedAt)) return says("filtered", filteredReason(binding));
  if (binding.role === "stop") return { stop: binding };
  const { occurredAt, hops = 0 } = known.event;
  if (hops > mostHops) return says("loop", loopReason(hops));
  const limit = binding.ignoreOlderThan;
  if (
    limit !== null &&
    occurredAt !== undefined &&
    receivedAt.getTime() - occurredAt.getTime() > limit
  ) {
    return says("too_old", tooOldReason(occurredAt, limit));
  }
  if (known.contactId === null) {
    return says(
      "no_contact",
      "the event names no contact: no contact id, e-mail, phone or token in it",
    );
  }
  const stoppedBy = binding.hasLookBack ? lookBack(binding, known) : null;
  if (stoppedBy !== null) return says("stopped_before", stoppedBy);
  const subject =
    binding.subject === "contact" ? known.contactId : subjectOfKey(known.event.keyValue);
  return { candidate: { binding, contactId: known.contactId, subject } };
}
