import type { Decision, KeptEvent } from "../../domain/event.ts";
import type { Identity } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import type { Sql } from "../core/database.ts";

interface EventRow {
  id: string;
  receivedAt: Date;
  contactId: string | null;
  conflict: Identity[] | null;
  ignored: IgnoredIdentity[] | null;
}

type DecisionRow = Pick<Decision, "bindingId" | "workflowId" | "role" | "outcome"> & {
  eventId: string;
  reason: string | null;
  until: Date | null;
  runId: string | null;
  fanOutId: string | null;
  stopped: number | null;
};

/** What was answered to events that were kept before, from what they left. */
export async function recordedAnswers(
  sql: Sql,
  eventIds: readonly string[],
): Promise<Map<string, KeptEvent>> {
  if (eventIds.length === 0) return new Map();
  const events = await sql.query<EventRow>(
    `select id, received_at as "receivedAt", contact_id as "contactId", conflict, ignored
       from events where id = any($1::uuid[])`,
    [eventIds],
  );
  const answers = new Map<string, KeptEvent>();
  for (const { id, receivedAt, contactId, conflict, ignored } of events) {
    answers.set(id, {
      eventId: id,
      receivedAt,
      contactId,
      conflict: conflict ?? [],
      ignored: ignored ?? [],
      decisions: [],
    });
  }
  const decisions = await sql.query<DecisionRow>(
    `select event_id as "eventId", binding_id as "bindingId", workflow_id as "workflowId", role,
            outcome, reason, until, run_id as "runId", fan_out_id as "fanOutId", stopped
       from event_decisions where event_id = any($1::uuid[]) order by role desc, binding_id`,
    [eventIds],
  );
  for (const { eventId, ...decision } of decisions) {
    answers.get(eventId)?.decisions.push(answeredDecision(decision));
  }
  return answers;
}

function answeredDecision(row: Omit<DecisionRow, "eventId">): Decision {
  const { reason, until, runId, fanOutId, stopped, ...decision } = row;
  if (reason === null) throw new Error(`a decision of the binding ${row.bindingId} has no reason`);
  return {
    ...decision,
    reason,
    ...(decision.outcome === "suppressed" && { until }),
    ...(runId !== null && { runId }),
    ...(fanOutId !== null && { fanOutId }),
    ...(stopped !== null && { stopped }),
  };
}
