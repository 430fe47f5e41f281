import type { Decision } from "../../domain/event.ts";
import type { Sql } from "../core/database.ts";

export interface RecordedAnswer {
  eventId: string;
  receivedAt: Date;
  contactId: string | null;
  decisions: Decision[];
}

interface Row {
  id: string;
  receivedAt: Date;
  contactId: string | null;
}

/** What was answered to events that were kept before, from what they left. */
export async function recordedAnswers(
  sql: Sql,
  eventIds: readonly string[],
): Promise<Map<string, RecordedAnswer>> {
  if (eventIds.length === 0) return new Map();
  const events = await sql.query<Row>(
    `select id, received_at as "receivedAt", contact_id as "contactId"
       from events where id = any($1::uuid[])`,
    [eventIds],
  );
  const answers = new Map<string, RecordedAnswer>();
  for (const { id, receivedAt, contactId } of events) {
    answers.set(id, { eventId: id, receivedAt, contactId, decisions: [] });
  }
  const decisions = await sql.query<Decision & { eventId: string; stopped: number | null }>(
    `select event_id as "eventId", binding_id as "bindingId", workflow_id as "workflowId", role,
            outcome, reason, until, run_id as "runId", fan_out_id as "fanOutId", stopped
       from event_decisions where event_id = any($1::uuid[]) order by role desc, binding_id`,
    [eventIds],
  );
  for (const { eventId, until, runId, fanOutId, stopped, ...decision } of decisions) {
    answers.get(eventId)?.decisions.push({
      ...decision,
      ...(decision.outcome === "suppressed" && { until }),
      ...((runId ?? null) !== null && { runId }),
      ...((fanOutId ?? null) !== null && { fanOutId }),
      ...(stopped !== null && { stopped }),
    });
  }
  return answers;
}
