import type { Condition } from "../../domain/condition.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface NewWait {
  id: string;
  runId: string;
  blockId: string;
  visit: number;
  kind: "wait" | "goal";
  eventTypeId: string | null;
  contactId: string | null;
  eventKey: string | null;
  filter: Condition | null;
  rule: Condition | null;
  /** The event that has fulfilled it already. */
  eventId: string | null;
}

export async function insertWait(sql: Sql, wait: NewWait): Promise<void> {
  await sql.query(
    {
      name: "insert-wait",
      text: `insert into run_waits (id, run_id, block_id, visit, kind, event_type_id, contact_id,
                                    event_key, filter, rule, event_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    },
    [
      wait.id,
      wait.runId,
      wait.blockId,
      wait.visit,
      wait.kind,
      wait.eventTypeId,
      wait.contactId,
      wait.eventKey,
      wait.filter === null ? null : JSON.stringify(wait.filter),
      wait.rule === null ? null : JSON.stringify(wait.rule),
      wait.eventId,
    ],
  );
}

export interface OpenWait {
  id: string;
  runId: string;
  blockId: string;
  visit: number;
  kind: "wait" | "goal";
  eventTypeId: string;
  contactId: string | null;
  eventKey: string | null;
  filter: Condition | null;
}

/** Waits that events of some types, about some contacts or with some keys, may fulfil. */
export function openWaits(
  sql: Sql,
  typeIds: readonly string[],
  contactIds: readonly string[],
  keys: readonly string[],
): Promise<OpenWait[]> {
  return sql.query<OpenWait>(
    {
      name: "open-waits",
      text: `select w.id, w.run_id as "runId", w.block_id as "blockId", w.visit, w.kind,
                    w.event_type_id as "eventTypeId", w.contact_id as "contactId",
                    w.event_key as "eventKey", w.filter
               from run_waits w
              where w.event_type_id = any($1::uuid[]) and w.event_id is null and w.closed_at is null
                and (w.contact_id = any($2::uuid[]) or w.event_key = any($3::text[]))
              order by w.id`,
    },
    [typeIds, contactIds, keys],
  );
}

interface TakenWait {
  id: string;
  eventId: string;
}

const takenArrays = rowArrays<TakenWait>({
  id: ["uuid", ({ id }) => id],
  event_id: ["uuid", ({ eventId }) => eventId],
});

/** Fulfils waits by events, in sorted order. @returns the ids of those that nobody took before */
export async function takeWaits(sql: Sql, taken: readonly TakenWait[]): Promise<Set<string>> {
  if (taken.length === 0) return new Set();
  const sorted = taken.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await sql.query<{ id: string }>(
    {
      name: "take-waits",
      text: `with locked as (
               select w.id, t.event_id from run_waits w
                 join ${takenArrays.unnest} as t (${takenArrays.names}) using (id)
                where w.event_id is null and w.closed_at is null
                order by w.id for update of w)
             update run_waits w set event_id = l.event_id from locked l
              where w.id = l.id and w.event_id is null and w.closed_at is null returning w.id`,
    },
    takenArrays.values(sorted),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Ends a wait. @returns the event that fulfilled it, null when time did; undefined when there is none */
export async function closeWait(
  sql: Sql,
  step: { runId: string; blockId: string; visit: number },
): Promise<{ eventId: string | null } | undefined> {
  const rows = await sql.query<{ eventId: string | null }>(
    `update run_waits set closed_at = coalesce(closed_at, clock_timestamp())
      where run_id = $1 and block_id = $2 and visit = $3 and kind = 'wait'
      returning event_id as "eventId"`,
    [step.runId, step.blockId, step.visit],
  );
  return rows[0];
}

/** A run that has ended waits for nothing. */
export async function closeWaits(sql: Sql, runId: string): Promise<void> {
  await sql.query(
    "update run_waits set closed_at = clock_timestamp() where run_id = $1 and closed_at is null",
    [runId],
  );
}
