import type { BroadcastCounts } from "../../blocks/block.ts";
import { groupedBy } from "../../domain/grouped-by.ts";
import type { ChannelPause } from "../../domain/pressure/channel-pause.ts";
import { countMessage } from "../../platform/telemetry/count-message.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import type { MessageState } from "./message-rows.ts";
import { maybeTakenAt } from "./message-rows.ts";
import { channelsPausedNow, isPausedNow, lockChannels } from "./paused-channels.ts";

export interface BroadcastRow {
  id: string;
  /** A contact id: everybody up to it is dealt with. Null: nobody yet. */
  cursor: string | null;
  total: number;
  skipped: number;
  endedAt: Date | null;
  /** When all members had been gone through, and some of their messages were held back. */
  passedAt: Date | null;
  /** Null: it goes on. */
  pausedAt: Date | null;
  /** The channel whose pause it has waited for last, and was not told yet that it is over. */
  heldChannel: string | null;
}

const columns = `id, cursor, total, skipped, ended_at as "endedAt", passed_at as "passedAt",
  paused_at as "pausedAt", held_channel as "heldChannel"`;

/**
 * A broadcast that begins, or goes on where it was: from the first member, where its run goes on in a
 * version that names another segment. Whom it has sent something keeps that.
 */
export async function ensureBroadcast(
  sql: Sql,
  broadcast: { id: string; runId: string; blockId: string; visit: number; segmentId: string },
): Promise<BroadcastRow> {
  const { id, runId, blockId, visit, segmentId } = broadcast;
  await sql.query(
    `insert into broadcasts (id, run_id, block_id, visit, segment_id, total)
     select $1, $2, $3, $4, $5, count(*) from segment_members where segment_id = $5
     on conflict (id) do update
       set segment_id = excluded.segment_id, total = excluded.total,
           cursor = null, passed_at = null, skipped = 0
       where broadcasts.segment_id <> excluded.segment_id`,
    [id, runId, blockId, visit, segmentId],
  );
  const [row] = await sql.query<BroadcastRow>(`select ${columns} from broadcasts where id = $1`, [
    id,
  ]);
  if (row === undefined) throw new Error(`no broadcast ${id}`);
  return row;
}

/**
 * Notes that everybody up to `cursor` is dealt with.
 * @returns false when another attempt has moved it meanwhile
 */
export async function moveCursor(
  sql: Sql,
  id: string,
  move: { from: string | null; to: string; skipped: number },
): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "move-broadcast-cursor",
      text: `update broadcasts set cursor = $3, skipped = skipped + $4
              where id = $1 and cursor is not distinct from $2::uuid returning 1`,
    },
    [id, move.from, move.to, move.skipped],
  );
  return rows.length > 0;
}

/** Notes that a broadcast waits for a paused channel. */
export async function holdBroadcast(sql: Sql, id: string, channel: string): Promise<void> {
  await sql.query(
    `update broadcasts
        set held_channel = $2, held_since = coalesce(held_since, clock_timestamp())
      where id = $1 and ended_at is null`,
    [id, channel],
  );
}

/** Notes that it goes on. */
export async function releaseBroadcast(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update broadcasts
        set held_channel = null, held_since = null,
            held_for = held_for + (clock_timestamp() - held_since)
      where id = $1 and held_channel is not null`,
    [id],
  );
}

export async function isBroadcastPaused(sql: Sql, id: string): Promise<boolean> {
  const [row] = await sql.query<{ pausedAt: Date | null }>(
    {
      name: "is-broadcast-paused",
      text: `select paused_at as "pausedAt" from broadcasts where id = $1`,
    },
    [id],
  );
  return row !== undefined && row.pausedAt !== null;
}

/** Notes that all members were gone through: whoever joins the segment later gets no message. */
export async function markPassed(sql: Sql, id: string): Promise<void> {
  await sql.query(
    "update broadcasts set passed_at = coalesce(passed_at, clock_timestamp()) where id = $1",
    [id],
  );
}

/** A message of a broadcast that was kept before. */
export interface MemberMessage {
  id: string;
  contactId: string;
  channel: string;
  state: MessageState;
  transactional: boolean;
  maybeTakenAt: Date | null;
  /** Why somebody has thrown it away; null: nobody has. */
  drained: string | null;
}

/** What was kept before for some members, also for contacts that were merged into them. */
export async function messagesOfMembers(
  sql: Sql,
  broadcastId: string,
  contactIds: readonly string[],
): Promise<Map<string, MemberMessage[]>> {
  const rows = await sql.query<MemberMessage>(
    {
      name: "messages-of-members",
      text: `select id, contact_id as "contactId", channel, state, transactional,
                     ${maybeTakenAt} as "maybeTakenAt", drained_why as drained
                from messages
              where broadcast_id = $1 and contact_id = any(${anyLength("$2", "uuid")})`,
    },
    [broadcastId, contactIds],
  );
  return groupedBy(rows, ({ contactId }) => contactId);
}

/** Gives up messages that were not sent yet, beside another one to the same contact. */
export async function giveUpMessages(sql: Sql, ids: readonly string[], why: string): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(
    `with given_up as (
       update messages
          set state = case state when 'queued' then 'failed' else 'dropped' end, error = $2
        where id = any($1::uuid[]) and state in ('queued', 'held')
       returning id, state),
     gone as (
       delete from pressure_waiting where message_id = any($1::uuid[]))
     insert into message_log (message_id, state, detail) select id, state, $2 from given_up`,
    [ids, why],
  );
}

/** Messages of a broadcast that were not taken yet, or whose sender died, behind a contact id. */
export async function unsentBehind(
  sql: Sql,
  id: string,
  behind: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select contact_id as id from messages
      where broadcast_id = $1 and state in ('queued', 'sending')
        and ($2::uuid is null or contact_id > $2)
      order by contact_id limit $3`,
    [id, behind, limit],
  );
  return rows.map(({ id: contactId }) => contactId);
}

/** Gives up what no server has taken for `days`, in which none of its channels was paused. */
export async function failOldMessages(sql: Sql, id: string, days: number): Promise<void> {
  const why = `not taken for ${days} days`;
  const messages = await sql.query<{ channel: string; test: boolean }>(
    `with given_up as (
       update messages set state = 'failed', error = $3
        where broadcast_id = $1 and state = 'queued'
          and queued_at < now() - make_interval(days => $2)
                          - (select held_for from broadcasts where id = $1)
       returning id, channel, test),
     logged as (
       insert into message_log (message_id, state, detail) select id, 'failed', $3 from given_up)
     select channel, test from given_up`,
    [id, days, why],
  );
  for (const message of messages) countMessage(sql, message, "failed");
}

/** Counts what became of all messages, and ends the broadcast. */
export async function endBroadcast(sql: Sql, id: string): Promise<BroadcastCounts> {
  const [row] = await sql.query<BroadcastCounts>(
    `with counted as (
       select count(*) filter (where state = 'sent') as sent,
              count(*) filter (where state = 'failed') as failed,
              count(*) filter (where state = 'unknown') as unknown,
              count(*) filter (where state = 'dropped') as dropped,
              count(*) filter (where state <> 'dropped' and held_back is not null) as "heldBack"
         from messages where broadcast_id = $1)
     update broadcasts b
        set sent = c.sent, failed = c.failed, unknown = c.unknown,
            dropped = c.dropped,
            total = c.sent + c.failed + c.unknown + c.dropped + b.skipped,
            ended_at = coalesce(ended_at, clock_timestamp())
       from counted c where b.id = $1
     returning b.total, b.sent, b.failed, b.unknown, b.skipped, b.dropped, c."heldBack"`,
    [id],
  );
  if (row === undefined) throw new Error(`no broadcast ${id}`);
  return row;
}

/** A message that is to be sent, and the state in which it was found. */
export interface Claim {
  id: string;
  from: MessageState;
  channel: string;
  transactional: boolean;
}

const claims = rowArrays<Claim>({
  id: ["uuid", ({ id }) => id],
  state: ["text", ({ from }) => from],
  channel: ["text", ({ channel }) => channel],
  transactional: ["bool", ({ transactional }) => transactional],
});

/** What claiming messages has come to. */
export interface Claimed {
  /** Those that nobody else has, and that were not sent. */
  taken: Set<string>;
  /** Channels that are paused: their messages were not taken. */
  pauses: ChannelPause[];
}

/**
 * Takes messages for sending.
 * @param isTest of test launches, which go by a paused channel, too
 */
export async function claimMessages(
  sql: Sql,
  wanted: readonly Claim[],
  isTest: boolean,
): Promise<Claimed> {
  if (wanted.length === 0) return { taken: new Set(), pauses: [] };
  // They go out together and are answered in this order: pauses are read behind the lock.
  const [, pauses, rows] = await Promise.all([
    isTest
      ? undefined
      : lockChannels(
          sql,
          wanted.map(({ channel }) => channel),
        ),
    isTest ? [] : channelsPausedNow(sql),
    sql.query<{ id: string }>(
      {
        name: "claim-messages",
        text: `with claimed as (
               update messages m
                  set state = 'sending', attempts = attempts + 1, sending_at = clock_timestamp()
                 from ${claims.unnest} as c (${claims.names})
                where m.id = c.id and m.state = c.state
                  and ($${claims.next}::boolean or not exists (
                    select from paused_channels p
                     where p.channel = c.channel and ${isPausedNow}
                       and not (c.transactional and p.transactional = 'send')))
               returning m.id)
             insert into message_log (message_id, state) select id, 'sending' from claimed
             returning message_id as id`,
      },
      [...claims.values(wanted), isTest],
    ),
  ]);
  return { taken: new Set(rows.map(({ id }) => id)), pauses };
}
