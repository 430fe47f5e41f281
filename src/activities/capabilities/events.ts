import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import { newId } from "../../platform/new-id.ts";
import type { EventsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import { startChild } from "./start-child.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import { recentEvents } from "../../db/events/event-rows.ts";
import { childRunOf } from "../../db/runs/child-runs.ts";
import { eventKeyOf } from "../../db/runs/run-rows.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { insertWait } from "../../db/runs/run-waits.ts";
import { lockSubjects } from "../../db/events/subject-locks.ts";
import { evaluateCondition } from "../../domain/condition.ts";
import { maxHops } from "../../domain/hops.ts";
import type { Step } from "../../domain/plan.ts";
import { childRunId } from "../../domain/run-id.ts";

export function eventsCapability(sql: Sql, run: RunRecord, step: Step): EventsCapability {
  const hops = run.hops + 1;
  const place = { id: newId(), runId: run.id, blockId: step.blockId, visit: step.visit };
  return {
    await: async ({ kind, eventTypeKey, match, filter, includeEarlier }) => {
      const eventKey = await eventKeyOf(sql, run.id);
      // Ingest takes the same lock for an event of a type that is waited for: it either sees this
      // wait, or is seen by the look back.
      await lockSubjects(sql, [`contact/${run.contactId}`, `key/${eventKey}`]);
      const eventTypeId = (await typeIdsOf(sql, [eventTypeKey])).get(eventTypeKey) ?? null;
      const earlier =
        includeEarlier && eventTypeId !== null
          ? await earlierEvent(sql, run, { eventTypeId, eventTypeKey, match, eventKey, filter })
          : null;
      await insertWait(sql, {
        ...place,
        kind,
        eventTypeId,
        contactId: match === "contact" ? run.contactId : null,
        eventKey: match === "key" ? eventKey : null,
        filter,
        rule: null,
        eventId: earlier,
      });
      return earlier === null ? null : { eventId: earlier };
    },
    watch: (rule) =>
      insertWait(sql, {
        ...place,
        kind: "goal",
        eventTypeId: null,
        contactId: null,
        eventKey: null,
        filter: null,
        rule,
        eventId: null,
      }),
    emit: async ({ eventTypeKey, keyValue, params }) => {
      if (hops > maxHops) return { outcome: "loop", hops };
      const [result] = await ingestInTransaction(sql, [
        {
          typeKey: eventTypeKey,
          keyValue,
          params,
          identities: [],
          knownContactId: run.contactId,
          messageId: `emit/${run.id}/${step.blockId}/${step.visit}`,
          source: "run",
          hops,
        },
      ]);
      const decisions = result?.outcome === "accepted" ? result.decisions : [];
      const launched = decisions.filter(({ outcome }) => outcome === "launched").length;
      return { outcome: "emitted", eventId: result?.eventId ?? "", launched };
    },
    startWorkflow: async (workflowId) => {
      if (hops > maxHops) return { outcome: "loop", hops };
      const temporalId = childRunId(workflowId, step);
      const before = run.retries > 0 ? await childRunOf(sql, temporalId) : null;
      if (before !== null) return { outcome: "started", runId: before };
      return startChild(sql, run, { id: newId(), temporalId, parentId: run.id, workflowId, hops });
    },
  };
}

/**
 * Since the run's own event, that itself not among them. Events of one batch were received at one
 * time: of those the ids tell which came before.
 */
async function earlierEvent(
  sql: Sql,
  run: RunRecord,
  wish: {
    eventTypeId: string;
    eventTypeKey: string;
    match: "contact" | "key";
    eventKey: string;
    filter: Parameters<typeof evaluateCondition>[0] | null;
  },
): Promise<string | null> {
  const events = await recentEvents(
    sql,
    run.createdAt,
    [wish.eventTypeId],
    wish.match === "contact" ? [run.contactId] : [],
    wish.match === "key" ? [wish.eventKey] : [],
  );
  const workspace = await findWorkspace(sql);
  const hit = events.find(
    ({ id, keyValue, params, receivedAt, occurredAt }) =>
      (receivedAt > run.createdAt ? id !== run.eventId : id > run.eventId) &&
      (wish.filter === null ||
        evaluateCondition(wish.filter, {
          event: {
            id,
            keyValue,
            params,
            typeKey: wish.eventTypeKey,
            receivedAt: receivedAt.toISOString(),
            occurredAt: occurredAt?.toISOString() ?? null,
          },
          workspace,
        })),
  );
  return hit?.id ?? null;
}
