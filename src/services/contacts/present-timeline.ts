import type { TimelineEntry } from "../../contract/api/contact-timeline.ts";
import type { TimelineEventRow, TimelineRunRow } from "../../db/contacts/timeline.ts";
import type { DecisionRow } from "../../db/events/event-history.ts";
import type { Row } from "./timeline-sources.ts";

type Decisions = Extract<TimelineEntry, { kind: "event" }>["decisions"];
type By = Extract<TimelineEntry, { kind: "reset" }>["by"];

/** A time line's row as the API shows it. @param decisions of all events of its page */
export function presentTimeline(found: Row, decisions: readonly DecisionRow[]): TimelineEntry {
  switch (found.source) {
    case "event":
      return presentEvent(found.row, decisionsAbout(found.row.id, decisions));
    case "run": {
      const { id, createdAt: at, workflowId, workflowName, version, test, status } = found.row;
      const { eventId, endedAt } = found.row;
      const workflow = { id: workflowId, name: workflowName };
      const reason = reasonOf(found.row);
      return { kind: "run", at, id, workflow, version, test, status, eventId, endedAt, reason };
    }
    case "message": {
      const { queuedAt, workflowId, workflowName, title, state, ...rest } = found.row;
      const { id, runId, channel, recipient, test, error, sentAt, openedAt, clickedAt } = rest;
      return {
        kind: "message",
        at: queuedAt,
        id,
        workflow: { id: workflowId, name: workflowName },
        runId,
        channel,
        recipient,
        subject: title,
        state: state as Extract<TimelineEntry, { kind: "message" }>["state"],
        test,
        error,
        sentAt,
        openedAt,
        clickedAt,
      };
    }
    case "consent": {
      const { id, at, topic, topicName, channel, state, source, messageId, runId } = found.row;
      return {
        kind: "consent",
        at,
        id,
        topic: topic === null ? null : { key: topic, name: topicName },
        channel,
        state,
        source: source as Extract<TimelineEntry, { kind: "consent" }>["source"],
        messageId,
        runId,
        by: byOf(found.row.actorKind, found.row.actorName),
      };
    }
    case "reset":
      break;
  }
  const { id, at, bindingId, workflowId, workflowName, actorKind, actorName } = found.row;
  const workflow =
    workflowId === null || workflowName === null ? null : { id: workflowId, name: workflowName };
  return { kind: "reset", at, id, bindingId, workflow, by: byOf(actorKind, actorName) };
}

function presentEvent(row: TimelineEventRow, decisions: Decisions): TimelineEntry {
  const { id, receivedAt: at, messageId, url, byMachine, key, source, past } = row;
  const type = { key: row.typeKey, name: row.typeName };
  if (row.isReaction)
    return { kind: "reaction", at, id, type, messageId, url, byMachine, decisions };
  const startedBy = byOf(row.startedByKind, row.startedBy);
  return { kind: "event", at, id, type, key, source, past, startedBy, decisions };
}

function decisionsAbout(eventId: string, decisions: readonly DecisionRow[]): Decisions {
  return decisions
    .filter((decision) => decision.eventId === eventId)
    .map(({ bindingId, workflowId, workflowName, role, outcome, reason, until, runId }) => ({
      bindingId,
      workflow: { id: workflowId, name: workflowName },
      role,
      outcome: outcome as Decisions[number]["outcome"],
      reason,
      until,
      runId,
    }));
}

function reasonOf({ status, error, stopReason }: TimelineRunRow): string | null {
  if (status === "stopped") return stopReason;
  if (status !== "failed" || typeof error !== "object" || error === null) return null;
  const { message } = error as { message?: unknown };
  return typeof message === "string" ? message : null;
}

/** Null: the system, or a key of the environment. */
function byOf(kind: string | null, name: string | null): By {
  return kind === "person" || kind === "key" ? { kind, name } : null;
}
