import type { MessageBefore, StartBefore } from "../../domain/attribution.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** An event of a contact that fits the goal of a workflow. */
export interface GoalHit {
  workflowId: string;
  contactId: string;
  /** What began before can't have led to it. */
  since: Date;
  /** When it happened. */
  at: Date;
}

const hitArrays = rowArrays<GoalHit>({
  workflow_id: ["uuid", ({ workflowId }) => workflowId],
  contact_id: ["uuid", ({ contactId }) => contactId],
  since: ["timestamptz", ({ since }) => since],
  at: ["timestamptz", ({ at }) => at],
});

interface Row {
  contactId: string;
  workflowId: string;
  versionId: string;
  runId: string | null;
  startedAt: Date;
  messageId: string | null;
  blockId: string | null;
  sentAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
}

export interface BeforeHits {
  starts: (StartBefore & { contactId: string })[];
  messages: (MessageBefore & { contactId: string })[];
}

/**
 * What workflows have done for contacts before events that fit their goals: runs, starts that were held
 * out, and messages, also those of a broadcast, whose run is another contact's.
 */
export async function beforeHits(sql: Sql, hits: readonly GoalHit[]): Promise<BeforeHits> {
  const rows = await sql.query<Row>(
    {
      name: "before-hits",
      text: `with hit as (select * from ${hitArrays.unnest} as h (${hitArrays.names}))
             select distinct r.contact_id as "contactId", r.workflow_id as "workflowId",
                    r.version_id as "versionId", r.id as "runId", r.created_at as "startedAt",
                    null::uuid as "messageId", null::text as "blockId",
                    null::timestamptz as "sentAt", null::timestamptz as "openedAt",
                    null::timestamptz as "clickedAt"
               from hit h
               join runs r on r.contact_id = h.contact_id and r.workflow_id = h.workflow_id
                and r.test is null and r.created_at >= h.since and r.created_at < h.at
                and r.id >= uuid7_floor(h.since - interval '1 hour')
             union all
             select distinct o.contact_id, o.workflow_id, o.version_id, null::uuid, o.at, null::uuid,
                    null::text, null::timestamptz, null::timestamptz, null::timestamptz
               from hit h
               join holdouts o on o.contact_id = h.contact_id and o.workflow_id = h.workflow_id
                and o.at >= h.since and o.at < h.at
             union all
             select distinct m.contact_id, m.workflow_id, r.version_id, m.run_id, r.created_at, m.id,
                    m.block_id, m.sent_at, m.opened_at, m.clicked_at
               from hit h
               join messages m on m.contact_id = h.contact_id and m.workflow_id = h.workflow_id
                and not m.test and m.sent_at < h.at
               join runs r on r.id = m.run_id
              where greatest(m.sent_at, m.clicked_at) >= h.since`,
    },
    hitArrays.values(hits),
  );
  const before: BeforeHits = { starts: [], messages: [] };
  for (const row of rows) {
    const { contactId, workflowId, versionId, runId, messageId, blockId, sentAt } = row;
    const start = { contactId, workflowId, versionId, startedAt: row.startedAt.getTime() };
    if (messageId === null || blockId === null || runId === null || sentAt === null) {
      before.starts.push({ ...start, runId });
      continue;
    }
    before.messages.push({
      ...start,
      runId,
      messageId,
      blockId,
      sentAt: sentAt.getTime(),
      openedAt: row.openedAt?.getTime() ?? null,
      clickedAt: row.clickedAt?.getTime() ?? null,
    });
  }
  return before;
}

/** An event that reached a workflow's goal. */
export interface NewConversion {
  eventId: string;
  workflowId: string;
  contactId: string;
  versionId: string;
  runId: string | null;
  messageId: string | null;
  blockId: string | null;
  heldOut: boolean;
  attributed: boolean;
  sinceStart: boolean;
  startedAt: Date;
  value: number | null;
  currency: string | null;
  at: Date;
}

const conversionArrays = rowArrays<NewConversion>({
  event_id: ["uuid", ({ eventId }) => eventId],
  workflow_id: ["uuid", ({ workflowId }) => workflowId],
  contact_id: ["uuid", ({ contactId }) => contactId],
  version_id: ["uuid", ({ versionId }) => versionId],
  run_id: ["uuid", ({ runId }) => runId],
  message_id: ["uuid", ({ messageId }) => messageId],
  block_id: ["text", ({ blockId }) => blockId],
  held_out: ["bool", ({ heldOut }) => heldOut],
  attributed: ["bool", ({ attributed }) => attributed],
  since_start: ["bool", ({ sinceStart }) => sinceStart],
  started_at: ["timestamptz", ({ startedAt }) => startedAt],
  value: ["numeric", ({ value }) => value],
  currency: ["text", ({ currency }) => currency],
  at: ["timestamptz", ({ at }) => at],
});

/** Keeps conversions, with where random splits have sent their runs by now. */
export async function insertConversions(
  sql: Sql,
  conversions: readonly NewConversion[],
): Promise<void> {
  if (conversions.length === 0) return;
  await sql.query(
    {
      name: "insert-conversions",
      text: `insert into conversions (${conversionArrays.names}, branches)
             select c.*, coalesce((select jsonb_object_agg(s.block_id, s.branch) from run_steps s
                                    where s.run_id = c.run_id and s.kind = 'randomSplit'), '{}')
               from ${conversionArrays.unnest} as c (${conversionArrays.names})`,
    },
    conversionArrays.values(conversions),
  );
}
