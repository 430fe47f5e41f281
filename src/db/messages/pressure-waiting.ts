import { anyLength } from "../core/any-length.ts";
import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** A message that may have to wait, as far as others are concerned. */
export interface HoldableMessage {
  messageId: string;
  runId: string;
  blockId: string;
  visit: number;
  kind: string;
  workflowId: string;
  contactId: string;
  channel: string;
  priority: number;
}

/** One that begins to wait, or goes on waiting. */
export interface NewWaiter extends HoldableMessage {
  /** Of the first time that it was held back. */
  since: Date;
  latest: Date;
  quietUntil: Date | null;
  nextAt: Date;
  /** How often in a row it has let somebody go first. */
  yields: number;
  /** The channel whose pause holds it back; null: something else does. */
  pausedChannel: string | null;
  pausedSince: Date | null;
}

const waiters = bulkInsert<NewWaiter>("pressure_waiting", {
  message_id: ["uuid", ({ messageId }) => messageId],
  run_id: ["uuid", ({ runId }) => runId],
  block_id: ["text", ({ blockId }) => blockId],
  visit: ["int", ({ visit }) => visit],
  kind: ["text", ({ kind }) => kind],
  workflow_id: ["uuid", ({ workflowId }) => workflowId],
  contact_id: ["uuid", ({ contactId }) => contactId],
  channel: ["text", ({ channel }) => channel],
  priority: ["int", ({ priority }) => priority],
  since: ["timestamptz", ({ since }) => since],
  latest: ["timestamptz", ({ latest }) => latest],
  quiet_until: ["timestamptz", ({ quietUntil }) => quietUntil],
  next_at: ["timestamptz", ({ nextAt }) => nextAt],
  yields: ["int", ({ yields }) => yields],
  paused_channel: ["text", ({ pausedChannel }) => pausedChannel],
  paused_since: ["timestamptz", ({ pausedSince }) => pausedSince],
});

export async function putWaiters(sql: Sql, waiting: readonly NewWaiter[]): Promise<void> {
  if (waiting.length === 0) return;
  await sql.query(
    {
      name: "put-waiters",
      text: `${waiters.text} on conflict (message_id) do update
               set contact_id = excluded.contact_id, channel = excluded.channel,
                   priority = excluded.priority, quiet_until = excluded.quiet_until,
                   next_at = excluded.next_at, yields = excluded.yields,
                   latest = excluded.latest, paused_channel = excluded.paused_channel,
                   paused_since = excluded.paused_since`,
    },
    waiters.values(waiting),
  );
}

/** How a message waits; undefined: it does not. */
export async function findWaiter(
  sql: Sql,
  messageId: string,
): Promise<{ since: Date; latest: Date; pausedSince: Date | null } | undefined> {
  const rows = await sql.query<{ since: Date; latest: Date; pausedSince: Date | null }>(
    {
      name: "find-waiter",
      text: `select since, latest, paused_since as "pausedSince"
               from pressure_waiting where message_id = $1`,
    },
    [messageId],
  );
  return rows[0];
}

export async function removeWaiters(sql: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await sql.query(
    {
      name: "remove-waiters",
      text: `delete from pressure_waiting where message_id = any(${anyLength("$1", "uuid")})`,
    },
    [messageIds],
  );
}

/** Has everything that waits look again: what holds it back has changed. */
export async function wakeAllWaiters(sql: Sql, cause: string): Promise<void> {
  await sql.query(
    `with woken as (
       update pressure_waiting set next_at = clock_timestamp() returning run_id, block_id, visit)
     insert into run_signals (id, run_id, kind, event_id, block_id, visit, asked_by, created_at)
     select make_uuid7(), w.run_id, 'wake', $1, w.block_id, w.visit, 'rule', clock_timestamp()
       from (select distinct run_id, block_id, visit from woken) w
     on conflict do nothing`,
    [cause],
  );
}

/** Contacts of a broadcast whose held messages look again by now, behind a contact id. */
export async function dueMembersBehind(
  sql: Sql,
  step: { runId: string; blockId: string; visit: number },
  behind: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select contact_id as id from pressure_waiting
      where run_id = $1 and block_id = $2 and visit = $3 and next_at <= clock_timestamp()
        and ($4::uuid is null or contact_id > $4)
      order by contact_id limit $5`,
    [step.runId, step.blockId, step.visit, behind, limit],
  );
  return rows.map(({ id }) => id);
}

export interface HeldMembers {
  count: number;
  /** When the first of them looks again. */
  nextAt: Date;
}

/** Members of a broadcast whose messages are held back; null: there are none. */
export async function heldMembers(
  sql: Sql,
  step: { runId: string; blockId: string; visit: number },
): Promise<HeldMembers | null> {
  const [row] = await sql.query<{ count: number; nextAt: Date | null }>(
    `select count(*) as count, min(next_at) as "nextAt" from pressure_waiting
      where run_id = $1 and block_id = $2 and visit = $3`,
    [step.runId, step.blockId, step.visit],
  );
  if (row === undefined || row.nextAt === null) return null;
  return { count: row.count, nextAt: row.nextAt };
}
