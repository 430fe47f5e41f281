import { z } from "zod";
import type { Database, Sql } from "../core/database.ts";
import { dropSetting, findSetting, putSetting } from "../core/settings.ts";

/** What Temporal was seen to know and Postgres not: Postgres was restored to an earlier time. */
export interface TemporalAhead {
  /** When it was first seen, as an ISO 8601 instant. */
  since: string;
  /** Runs that had ended in Temporal, and were written again. */
  ended: number;
  /** Runs that Postgres has no row of. */
  unknown: number;
}

const key = "temporal_ahead";
const pulseKey = "last_pulse";
const kept = z.object({ since: z.string(), ended: z.number(), unknown: z.number() });

export async function findTemporalAhead(sql: Sql): Promise<TemporalAhead | null> {
  const value = await findSetting(sql, key);
  return value === undefined ? null : kept.parse(value);
}

/** Adds runs that had ended; of the unknown, the largest count that was seen is the true one. */
export function recordTemporalAhead(
  db: Database,
  seen: Pick<TemporalAhead, "ended" | "unknown">,
): Promise<void> {
  return db.tx(async (sql) => {
    await sql.query("select pg_advisory_xact_lock(7301192)");
    const before = await findTemporalAhead(sql);
    await putSetting(sql, key, {
      since: before?.since ?? new Date().toISOString(),
      ended: (before?.ended ?? 0) + seen.ended,
      unknown: Math.max(before?.unknown ?? 0, seen.unknown),
    });
  });
}

export function clearTemporalAhead(sql: Sql): Promise<void> {
  return dropSetting(sql, key);
}

/** How far Postgres's memory reaches: until when workers were at work on it, and how long ago that is. */
export interface Memory {
  upTo: Date;
  secondsAgo: number;
}

/**
 * By the last pulse of any worker; before there was one, by the newest run; on an empty database it
 * reaches nowhere.
 */
export async function memoryOf(sql: Sql): Promise<Memory> {
  const [row] = await sql.query<Memory>(
    `select upto as "upTo", extract(epoch from now() - upto)::float8 as "secondsAgo"
       from (select coalesce((select (value #>> '{}')::timestamptz from settings where key = $1),
                             (select max(created_at) from (select created_at from runs order by id desc limit 1) r),
                             'epoch'::timestamptz) as upto) m`,
    [pulseKey],
  );
  if (row === undefined) throw new Error("Postgres did not say how far it reaches");
  return row;
}

/** A worker was at work now. */
export async function recordPulse(sql: Sql): Promise<void> {
  await sql.query(
    `insert into settings (key, value) values ($1, to_jsonb(now()))
     on conflict (key) do update set value = excluded.value`,
    [pulseKey],
  );
}

export interface KnownRun {
  id: string;
  temporalId: string;
  retries: number;
  isOpen: boolean;
  /** It ended so long ago that its execution has ended, too, unless Temporal has forgotten that. */
  isLongOver: boolean;
}

/** Those of the given ids that are runs here, with how they stand. */
export function runsByTemporalId(sql: Sql, temporalIds: readonly string[]): Promise<KnownRun[]> {
  return sql.query<KnownRun>(
    `select id, temporal_id as "temporalId", retries, status in ('pending', 'running') as "isOpen",
            coalesce(ended_at < now() - interval '10 minutes', false) as "isLongOver"
       from runs where temporal_id = any($1::text[])`,
    [temporalIds],
  );
}
