import { newId } from "../platform/new-id.ts";
import type { Sql } from "../db/core/database.ts";
import type { ActiveRun, RunRow } from "../db/events/event-rows.ts";
import type { GateAnswer, GateRequest } from "../db/events/launch-gates.ts";
import { claimLaunchGates } from "../db/events/launch-gates.ts";
import type { HeldOutStart } from "../db/events/holdouts.ts";
import type { HeldBy } from "../domain/holdout.ts";
import { nextAllowedAt } from "../domain/frequency.ts";
import { required } from "../domain/required.ts";
import { temporalRunId } from "../domain/run-id.ts";
import {
  fanOutReason,
  heldOutReason,
  inProgressReason,
  launchedReason,
  suppressedReason,
} from "./decision-reasons.ts";
import { decideStop } from "./decide-stop.ts";
import type { Answer, Decided } from "./decided.ts";
import type { Candidate, Evaluated, StartBinding } from "./evaluate.ts";
import type { NamedSegment } from "../db/contacts/segments-by-name.ts";
import { fanOutSource } from "../domain/fan-out.ts";
import type { FindHeldOut } from "./held-out.ts";
import { readHeldOut } from "./held-out.ts";
import type { KnownEvent } from "./known-event.ts";

/** What one gate said, and to whose question. */
interface ClaimedGate {
  request: GateRequest;
  answer: GateAnswer;
}

/** How gates are asked: claimed, or only looked at. */
export type AskGates = typeof claimLaunchGates;

/**
 * The decisions of a batch, in its order, with the runs they launch and the signals they send.
 * Gates are asked all at once, each for the first event that wants through; but where it matters
 * what this batch has launched before, one by one.
 */
export async function decide(
  sql: Sql,
  evaluated: readonly Evaluated[],
  active: readonly ActiveRun[],
  receivedAt: Date,
  askGates: AskGates = claimLaunchGates,
): Promise<Decided> {
  const decided: Decided = { decisions: [], runs: [], signals: [], fanOuts: [], holdouts: [] };
  const heldOut = await readHeldOut(sql, evaluated);
  const gates = await claimGates(sql, evaluated, receivedAt, askGates);
  for (const { known, binding, verdict } of evaluated) {
    const about = {
      bindingId: binding.id,
      workflowId: binding.workflowId,
      role: binding.role,
      eventId: known.id,
    };
    const standing = { gates, heldOut, active, decided, receivedAt, askGates };
    decided.decisions.push({ ...about, ...(await answerTo(sql, verdict, known, standing)) });
  }
  return decided;
}

/** What the decisions of a batch stand on, those before among them. */
interface Standing {
  gates: Map<string, ClaimedGate>;
  heldOut: FindHeldOut;
  active: readonly ActiveRun[];
  decided: Decided;
  receivedAt: Date;
  askGates: AskGates;
}

async function answerTo(
  sql: Sql,
  verdict: Evaluated["verdict"],
  known: KnownEvent,
  standing: Standing,
): Promise<Answer> {
  const { active, decided } = standing;
  if ("decision" in verdict) return verdict.decision;
  if ("stop" in verdict) return decideStop(verdict.stop, known, active, decided);
  if ("fanOut" in verdict) return fanOut(verdict.fanOut, verdict.segment, known, decided);
  return start(sql, verdict.candidate, known, standing);
}

async function claimGates(
  sql: Sql,
  evaluated: readonly Evaluated[],
  receivedAt: Date,
  askGates: AskGates,
): Promise<Map<string, ClaimedGate>> {
  const requests = new Map<string, GateRequest>();
  for (const { known, verdict } of evaluated) {
    if (!("candidate" in verdict) || verdict.candidate.binding.avoidInProgress) continue;
    const request = requestOf(verdict.candidate, known, receivedAt);
    const gate = gateOf(verdict.candidate);
    if (request !== null && !requests.has(gate)) requests.set(gate, request);
  }
  const answers = await askGates(sql, [...requests.values()], receivedAt);
  return new Map(
    answers.flatMap((answer) => {
      const gate = `${answer.bindingId}/${answer.subject}`;
      const request = requests.get(gate);
      return request === undefined ? [] : [[gate, { request, answer }]];
    }),
  );
}

async function start(
  sql: Sql,
  candidate: Candidate,
  known: KnownEvent,
  standing: Standing,
): Promise<Answer> {
  const { gates, heldOut, active, decided, receivedAt } = standing;
  const { binding } = candidate;
  if (binding.avoidInProgress) {
    if (isInProgress(candidate, active, decided)) {
      return { outcome: "in_progress", reason: inProgressReason };
    }
    await claimGateOf(sql, candidate, known, standing);
  }
  const asked = gates.get(gateOf(candidate));
  if (asked !== undefined && !(asked.answer.won && asked.request.eventId === known.id)) {
    const { request, answer } = asked;
    const next = request.nextAllowedAt;
    const opens = next instanceof Date ? next : null;
    const until = answer.won ? opens : answer.until;
    return { outcome: "suppressed", reason: suppressedReason(binding, until), until };
  }
  const run = runOf(candidate, known, receivedAt, asked?.answer.resets ?? 0);
  // Behind the gate, which so counts those held out as it counts the others.
  const held = heldOut(candidate, known);
  if (held !== null) {
    decided.holdouts.push(heldOutStart(run, held.heldBy));
    return { outcome: "held_out", reason: heldOutReason(held.heldBy, held.draw.tenths) };
  }
  decided.runs.push(run);
  return { outcome: "launched", reason: launchedReason(binding), runId: run.id };
}

/** Asks a gate unless this batch has asked it before. */
async function claimGateOf(
  sql: Sql,
  candidate: Candidate,
  known: KnownEvent,
  { gates, receivedAt, askGates }: Standing,
): Promise<void> {
  const request = requestOf(candidate, known, receivedAt);
  if (request === null || gates.has(gateOf(candidate))) return;
  const [answer] = await askGates(sql, [request], receivedAt);
  if (answer !== undefined) gates.set(gateOf(candidate), { request, answer });
}

/** Whether a run is in progress that nothing has asked to stop, in this batch or before. */
function isInProgress(
  { binding, contactId }: Candidate,
  active: readonly ActiveRun[],
  { runs, signals }: Decided,
): boolean {
  return [...active.filter(({ isStopping }) => !isStopping), ...runs].some(
    (run) =>
      run.workflowId === binding.workflowId &&
      run.contactId === contactId &&
      !signals.some(({ runId }) => runId === run.id),
  );
}

function requestOf(candidate: Candidate, known: KnownEvent, receivedAt: Date): GateRequest | null {
  const { binding, subject } = candidate;
  const next = nextAllowedAt(binding.frequency, receivedAt);
  return next === null
    ? null
    : { bindingId: binding.id, subject, eventId: known.id, nextAllowedAt: next };
}

function gateOf({ binding, subject }: Candidate): string {
  return `${binding.id}/${subject}`;
}

function runOf(
  { binding, contactId, subject }: Candidate,
  known: KnownEvent,
  launchedAt: Date,
  resets: number,
): RunRow {
  const ids = { bindingId: binding.id, eventId: known.id };
  return {
    id: newId(),
    temporalId: temporalRunId(binding.frequency, { ...ids, subject, launchedAt, resets }),
    ...ids,
    workflowId: binding.workflowId,
    // evaluate() lets no start through whose workflow has no version.
    versionId: required(binding.versionId, "the version of a workflow that is started"),
    eventKey: known.event.keyValue,
    contactId,
    hops: known.event.hops ?? 0,
    bulk: known.event.source === fanOutSource || known.replayed !== undefined,
    trace: known.trace,
  };
}

function heldOutStart(
  { id, temporalId, workflowId, versionId, bindingId, eventId, contactId }: RunRow,
  heldBy: HeldBy,
): HeldOutStart {
  const about = { workflowId, versionId, bindingId, eventId, contactId };
  return { id, insteadOf: temporalId, heldBy, ...about };
}

/** Launches nobody here: the fan-out sends the event on to each member, for this binding alone. */
function fanOut(
  binding: StartBinding,
  segment: NamedSegment,
  { id: eventId, event }: KnownEvent,
  decided: Decided,
): Answer {
  const id = newId();
  decided.fanOuts.push({
    id,
    cause: "event",
    workflowId: binding.workflowId,
    bindingId: binding.id,
    segmentId: segment.id,
    segment: segment.name,
    eventId,
    typeKey: event.typeKey,
    keyValue: event.keyValue,
    params: event.params,
    occurredAt: event.occurredAt ?? null,
    hops: event.hops ?? 0,
    step: null,
    isWaitedFor: false,
    scheduledAt: null,
  });
  return { outcome: "fan_out", reason: fanOutReason(segment.name, id), fanOutId: id };
}
