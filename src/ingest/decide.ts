import { v7 } from "uuid";
import type { Decision } from "../contract/event.ts";
import type { LiveBinding } from "../db/bindings-for-events.ts";
import type { AliveRun, RunRow } from "../db/event-rows.ts";
import type { GateAnswer, GateRequest } from "../db/launch-gates.ts";
import { stopTarget } from "../domain/binding.ts";
import { nextAllowedAt } from "../domain/frequency.ts";
import { subjectOfKey, temporalRunId } from "../domain/run-id.ts";
import {
  filteredReason,
  inactiveReason,
  launchedReason,
  suppressedReason,
  tooOldReason,
} from "./decision-words.ts";
import type { KnownEvent } from "./known-event.ts";
import { passes } from "./known-event.ts";
import type { LookBack } from "./look-back.ts";

type StartBinding = Extract<LiveBinding, { role: "start" }>;
type StopBinding = Extract<LiveBinding, { role: "stop" }>;

/** A start that only its frequency can still prevent. */
interface Candidate {
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
  const { occurredAt } = known.event;
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

/** What the gates are asked: of each gate once, for the first event that wants through. */
export function gateRequests(judged: readonly Judged[], receivedAt: Date): GateRequest[] {
  const requests = new Map<string, GateRequest>();
  for (const { known, verdict } of judged) {
    if (!("candidate" in verdict)) continue;
    const { binding, subject } = verdict.candidate;
    const next = nextAllowedAt(binding.frequency, receivedAt);
    const gate = gateName(binding.id, subject);
    if (next === null || requests.has(gate)) continue;
    requests.set(gate, { bindingId: binding.id, subject, eventId: known.id, nextAllowedAt: next });
  }
  return [...requests.values()];
}

export interface Decided {
  decisions: (Decision & { eventId: string })[];
  runs: RunRow[];
  signals: { id: string; runId: string; eventId: string }[];
}

/** The decisions of a batch, in its order, with the runs they launch and the signals they send. */
export function conclude(
  judged: readonly Judged[],
  answers: readonly GateAnswer[],
  requests: readonly GateRequest[],
  alive: readonly AliveRun[],
  receivedAt: Date,
): Decided {
  const gates = new Map(
    answers.map((answer) => [gateName(answer.bindingId, answer.subject), answer]),
  );
  const winners = new Map(
    requests.map((request) => [gateName(request.bindingId, request.subject), request]),
  );
  const decided: Decided = { decisions: [], runs: [], signals: [] };

  for (const { known, binding, verdict } of judged) {
    const base = { bindingId: binding.id, workflowId: binding.workflowId, eventId: known.id };
    if ("decision" in verdict) {
      decided.decisions.push({ ...verdict.decision, eventId: known.id });
    } else if ("stop" in verdict) {
      decided.decisions.push({
        ...base,
        role: "stop",
        ...stop(verdict.stop, known, alive, decided),
      });
    } else {
      decided.decisions.push({ ...base, role: "start", ...start(verdict.candidate, known) });
    }
  }
  return decided;

  function start(
    candidate: Candidate,
    known: KnownEvent,
  ): Omit<Decision, "bindingId" | "workflowId" | "role"> {
    const gate = gateName(candidate.binding.id, candidate.subject);
    const answer = gates.get(gate);
    const request = winners.get(gate);
    if (answer !== undefined && !(answer.won && request?.eventId === known.id)) {
      const next = request?.nextAllowedAt;
      const until = !answer.won ? answer.until : next instanceof Date ? next : null;
      return { outcome: "suppressed", reason: suppressedReason(candidate.binding, until), until };
    }
    const run = runOf(candidate, known, receivedAt);
    decided.runs.push(run);
    return { outcome: "launched", reason: launchedReason(candidate.binding), runId: run.id };
  }
}

function runOf(
  { binding, contactId, subject }: Candidate,
  known: KnownEvent,
  launchedAt: Date,
): RunRow {
  const ids = { bindingId: binding.id, eventId: known.id };
  return {
    id: v7(),
    temporalId: temporalRunId(binding.frequency, { ...ids, subject, launchedAt }),
    ...ids,
    workflowId: binding.workflowId,
    // judge() lets no start through whose workflow has no version.
    versionId: binding.versionId ?? "",
    eventKey: known.event.keyValue,
    contactId,
  };
}

/** Ends what is alive and what this batch has launched before: a stop wins over earlier starts. */
function stop(
  binding: StopBinding,
  known: KnownEvent,
  alive: readonly AliveRun[],
  decided: Decided,
): Omit<Decision, "bindingId" | "workflowId" | "role"> {
  const target = stopTarget(binding.match, {
    contactId: known.contactId,
    keyValue: known.event.keyValue,
  });
  if (target === null)
    return {
      outcome: "no_contact",
      reason: "the event names neither a contact nor a key to stop by",
    };
  const matches = (run: AliveRun | RunRow): boolean =>
    run.workflowId === binding.workflowId &&
    ("contactId" in target ? run.contactId === target.contactId : run.eventKey === target.key);
  const ended = [...alive, ...decided.runs].filter(matches);
  for (const { id } of ended) decided.signals.push({ id: v7(), runId: id, eventId: known.id });
  const by = "contactId" in target ? "contact" : "key";
  return ended.length === 0
    ? { outcome: "nothing_to_stop", reason: `no run of this ${by} was under way`, stopped: 0 }
    : {
        outcome: "stopped",
        reason: `stops ${ended.length === 1 ? "one run" : `${ended.length} runs`} of this ${by}`,
        stopped: ended.length,
      };
}

function gateName(bindingId: string, subject: string): string {
  return `${bindingId}/${subject}`;
}
