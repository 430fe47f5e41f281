import { newId } from "../platform/new-id.ts";
import type { ActiveRun } from "../db/events/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import type { Answer, Decided } from "./decided.ts";
import { nothingToStopByReason, stopsReason } from "./decision-reasons.ts";
import type { StopBinding } from "./evaluate.ts";
import type { KnownEvent } from "./known-event.ts";

/** Ends what is active and what this batch has launched before: a stop wins over earlier starts. */
export function decideStop(
  binding: StopBinding,
  known: KnownEvent,
  active: readonly ActiveRun[],
  decided: Decided,
): Answer {
  const { keyValue } = known.event;
  const target = stopTarget(binding.match, { contactId: known.contactId, keyValue });
  if (target === null) {
    return { outcome: "no_contact", reason: nothingToStopByReason };
  }
  const ended = [...active, ...decided.runs].filter(
    (run) =>
      run.workflowId === binding.workflowId &&
      ("contactId" in target ? run.contactId === target.contactId : run.eventKey === target.key),
  );
  for (const { id: runId } of ended) {
    const about = { eventId: known.id, blockId: "", visit: 0 };
    decided.signals.push({ id: newId(), runId, kind: "stop", ...about, trace: known.trace });
  }
  const by = "contactId" in target ? "contact" : "key";
  const stopped = ended.length;
  const reason = stopsReason(by, stopped);
  return { outcome: stopped === 0 ? "nothing_to_stop" : "stopped", reason, stopped };
}
