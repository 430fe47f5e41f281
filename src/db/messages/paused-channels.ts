import type { Actor } from "../../domain/actor.ts";
import type { ChannelPause } from "../../domain/pressure/channel-pause.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** Channels that somebody has paused, and what waits for them (migration 0127). */

export interface PausedChannelRow extends ChannelPause {
  pausedAt: Date;
  askedKind: Actor["kind"];
  askedId: string | null;
  askedName: string | null;
}

/** Of `paused_channels p`: the pause is not over. */
export const isPausedNow = "(p.until is null or p.until > clock_timestamp())";

/** Those that hold messages now: asked in each transaction that may mark one as being sent. */
export async function channelsPausedNow(sql: Sql): Promise<ChannelPause[]> {
  return sql.query<ChannelPause>({
    name: "channels-paused-now",
    text: `select p.channel, p.reason, p.transactional, p.until from paused_channels p where ${isPausedNow}`,
  });
}

/** The same, as they are shown. */
export async function listPausedChannels(sql: Sql): Promise<PausedChannelRow[]> {
  return sql.query<PausedChannelRow>(
    `select p.channel, p.reason, p.transactional, p.until, p.paused_at as "pausedAt",
            p.asked_kind as "askedKind", p.asked_id as "askedId",
            case p.asked_kind when 'person' then (select name from people where id = p.asked_id)
                              when 'key' then (select name from api_keys where id = p.asked_id)
                              end as "askedName"
       from paused_channels p where ${isPausedNow} order by p.channel`,
  );
}

/**
 * The last question before a message is marked as being sent, in the same transaction.
 * @throws a retryable error of Postgres where its channel is paused: the transaction is run again
 */
export async function passChannel(
  sql: Sql,
  { channel, transactional }: { channel: string; transactional: boolean },
): Promise<void> {
  await sql.query({ name: "pass-channel", text: "select pass_channel($1, $2)" }, [
    channel,
    transactional,
  ]);
}

/** Has no pause of some channels begin before the end of the transaction. */
export async function lockChannels(sql: Sql, channels: readonly string[]): Promise<void> {
  await sql.query(
    {
      name: "lock-channels",
      text: `select lock_channel(c.channel)
               from (select distinct channel from unnest($1::text[]) as channel order by 1) c`,
    },
    [channels],
  );
}

/**
 * Pauses a channel, or changes what its pause says: since when it is paused stays. Waits for the
 * transactions that are marking messages of it.
 */
export async function writePause(sql: Sql, pause: ChannelPause, by: Actor): Promise<void> {
  await sql.query("select lock_channel_alone($1)", [pause.channel]);
  await sql.query(
    `insert into paused_channels as p (channel, reason, transactional, until, asked_kind, asked_id)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (channel) do update
       set reason = excluded.reason, transactional = excluded.transactional, until = excluded.until,
           asked_kind = excluded.asked_kind, asked_id = excluded.asked_id,
           paused_at = case when p.until <= clock_timestamp() then excluded.paused_at else p.paused_at end`,
    [
      pause.channel,
      pause.reason,
      pause.transactional,
      pause.until,
      by.kind,
      "id" in by ? by.id : null,
    ],
  );
}

export async function removePause(sql: Sql, channel: string): Promise<void> {
  await sql.query("delete from paused_channels where channel = $1", [channel]);
}

/** Forgets the pauses whose time is over. */
export async function removeEndedPauses(sql: Sql): Promise<void> {
  await sql.query("delete from paused_channels where until <= clock_timestamp()");
}

/** How many messages of a channel are being handed to its provider, or were by a worker that died. */
export async function countOnTheirWay(sql: Sql, channel: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from messages where state = 'sending' and channel = $1",
    [channel],
  );
  return required(row, "a count").count;
}

/** What waits for a channel. */
export interface WaitingForChannel {
  channel: string;
  messages: number;
  /** Messages to segments, which wait as a whole. */
  broadcasts: number;
}

/** Of channels for which something waits: those that are paused, or were until now. */
export async function waitingForChannels(sql: Sql): Promise<WaitingForChannel[]> {
  return sql.query<WaitingForChannel>(
    `select channel, sum(messages)::int8 as messages, sum(broadcasts)::int8 as broadcasts
       from (select paused_channel as channel, count(*) as messages, 0 as broadcasts
               from pressure_waiting where paused_channel is not null group by paused_channel
             union all
             select b.held_channel, 0, count(*) from broadcasts b
               join runs r on r.id = b.run_id and r.status in ('pending', 'running')
              where b.held_channel is not null and b.ended_at is null group by b.held_channel) w
      group by channel order by channel`,
  );
}

/** Channels that are not paused, and for which something waits that was not told yet. */
export async function channelsToWake(sql: Sql, known: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ channel: string }>(
    `select c.channel from unnest($1::text[]) as c (channel)
      where not exists (select from paused_channels p where p.channel = c.channel and ${isPausedNow})
        and (exists (select from pressure_waiting w where w.paused_channel = c.channel)
             or exists (select from broadcasts b where b.held_channel = c.channel))`,
    [known],
  );
  return rows.map(({ channel }) => channel);
}

/**
 * Has a page of what waits for a channel look again: each run is told once.
 * @param cause tells these wakes from others of the same blocks
 * @returns how many messages and broadcasts that were
 */
export async function wakePage(
  sql: Sql,
  channel: string,
  { limit, cause }: { limit: number; cause: string },
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `with due as (
       select message_id from pressure_waiting where paused_channel = $1
        order by message_id limit $2 for update skip locked),
     woken as (
       update pressure_waiting p set paused_channel = null, next_at = clock_timestamp()
         from due where p.message_id = due.message_id
       returning p.run_id, p.block_id, p.visit),
     due_broadcasts as (
       select id from broadcasts where held_channel = $1 order by id limit $2 for update skip locked),
     resumed as (
       update broadcasts b
          set held_channel = null, held_since = null,
              held_for = b.held_for + (clock_timestamp() - b.held_since)
         from due_broadcasts d where b.id = d.id
       returning b.run_id, b.block_id, b.visit),
     told as (
       insert into run_signals (id, run_id, kind, event_id, block_id, visit, asked_by, created_at)
       select make_uuid7(), s.run_id, 'wake', $3, s.block_id, s.visit, 'rule', clock_timestamp()
         from (select run_id, block_id, visit from woken
               union select run_id, block_id, visit from resumed) s
       on conflict do nothing)
     select (select count(*) from woken) + (select count(*) from resumed) as count`,
    [channel, limit, cause],
  );
  return required(row, "a count").count;
}
