import { countMessages } from "../../platform/telemetry/count-message.ts";
import type { Sql } from "../core/database.ts";
import { firstUnclearAttempt } from "./message-rows.ts";

/** Which messages: those that wait for a channel, made by a time. A test launch's are its author's. */
export interface WaitingMessages {
  channel: string;
  workflowId?: string | undefined;
  madeBy: Date;
}

const isSought = `channel = $1 and ($2::uuid is null or workflow_id = $2) and queued_at <= $3 and not test`;

const parametersOf = ({ channel, workflowId, madeBy }: WaitingMessages): unknown[] => [
  channel,
  workflowId ?? null,
  madeBy,
];

/** How many of them wait, by workflow, those with the most first. */
export async function countWaiting(
  sql: Sql,
  which: WaitingMessages,
): Promise<{ workflowId: string; messages: number }[]> {
  return sql.query(
    `select workflow_id as "workflowId", count(*) as messages from messages
      where state in ('held', 'queued') and ${isSought}
      group by workflow_id order by 2 desc, 1`,
    parametersOf(which),
  );
}

/** A message that waits, or is being handed over and may wait again. */
export type WaitingState = "held" | "queued" | "sending";

export interface WaitingMessage {
  id: string;
  runId: string;
  contactId: string;
  /** As it sorts: an instant in microseconds. */
  at: string;
}

/** Of one state, the newest first, below another one. */
export async function waitingBelow(
  sql: Sql,
  which: WaitingMessages,
  state: WaitingState,
  below: Pick<WaitingMessage, "at" | "id"> | null,
  limit: number,
): Promise<WaitingMessage[]> {
  return sql.query<WaitingMessage>(
    `select id, run_id as "runId", contact_id as "contactId",
            to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from messages
      where ${isSought} and state = $4
        and ($5::timestamptz is null or (queued_at, id) < ($5, $6))
      order by queued_at desc, id desc limit $7`,
    [...parametersOf(which), state, below?.at ?? null, below?.id ?? null, limit],
  );
}

export interface Drained {
  drained: number;
  unknown: number;
  onTheirWay: number;
}

/**
 * Throws messages away that still wait. Their runs are locked first, so that none is being marked as
 * sent meanwhile, then their contacts' places; runs that wait at them are told.
 * @param words why, as messages say it
 * @returns how many are thrown away, how many of them somebody may have taken before, and how many are
 *   being handed over: those are thrown away unless they are taken
 */
export async function drainMessages(
  sql: Sql,
  actionId: string,
  words: string,
  messages: readonly WaitingMessage[],
): Promise<Drained> {
  if (messages.length === 0) return { drained: 0, unknown: 0, onTheirWay: 0 };
  const ids = messages.map(({ id }) => id);
  await sql.query("select 1 from runs where id = any($1::uuid[]) order by id for no key update", [
    [...new Set(messages.map(({ runId }) => runId))],
  ]);
  await sql.query(
    `select lock_pressure(c.id)
       from (select distinct id from unnest($1::uuid[]) as id order by 1) c`,
    [[...new Set(messages.map(({ contactId }) => contactId))]],
  );
  const rows = await sql.query<{ channel: string; state: string; count: number }>(
    {
      name: "drain-messages",
      text: `with drained as (
               update messages
                  set state = case when state = 'held' then 'dropped'
                                   when state = 'sending' then state
                                   when attempts > 0 and ${firstUnclearAttempt} is not null then 'unknown'
                                   else 'failed' end,
                      error = case when state = 'sending' then error else $2 end,
                      drained_by = $3, drained_why = $2
                where id = any($1::uuid[]) and state in ('held', 'queued', 'sending')
               returning id, run_id, block_id, visit, channel, state),
             logged as (
               insert into message_log (message_id, state, detail)
               select id, state, $2 from drained where state <> 'sending'),
             gone as (
               delete from pressure_waiting w using drained d where w.message_id = d.id),
             told as (
               insert into run_signals (id, run_id, kind, event_id, block_id, visit, asked_by, created_at)
               select make_uuid7(), s.run_id, 'wake', $3, s.block_id, s.visit, 'hand', clock_timestamp()
                 from (select distinct run_id, block_id, visit from drained where state <> 'sending') s
                 join runs r on r.id = s.run_id and r.status in ('pending', 'running')
               on conflict do nothing)
             select channel, state, count(*) as count from drained group by 1, 2`,
    },
    [ids, words, actionId],
  );
  const counts = { drained: 0, unknown: 0, onTheirWay: 0 };
  for (const { channel, state, count } of rows) {
    if (state === "sending") {
      counts.onTheirWay += count;
      continue;
    }
    counts[state === "unknown" ? "unknown" : "drained"] += count;
    countMessages(sql, channel, state === "unknown" ? "unknown" : "not_sent", count);
  }
  return counts;
}
