import { z } from "zod";
import type { Database, Sql } from "../core/database.ts";
import { dropSetting, putSetting } from "../core/settings.ts";
import type { RunToCheck } from "../runs/runs-to-check.ts";
import { tellAgainSince } from "../runs/runs-to-check.ts";
import { tellSchedulesAgain } from "./schedules.ts";

/** An instant of Postgres's clock: UTC in ISO 8601 with microseconds, so that texts sort as times do. */
export type Instant = string;

/** How far back what Temporal has lost is looked for, and since when. */
export interface Mending {
  /** Temporal still has what was done there before. */
  since: Instant;
  found: Instant;
}

/** What Postgres remembers of the mark that Temporal was given. */
export interface KeptMark {
  /** Undefined: it was never given one. */
  at?: Instant | undefined;
  /** Temporal was seen to be older, and not all has been mended yet. */
  mending?: Mending | undefined;
  /** When it was seen last that the mark alone can't tell. */
  doubted?: Instant | undefined;
  /** How long ago it was given, by Postgres's clock; infinite when it never was. */
  ageSeconds: number;
}

const key = "temporal_mark";
const leaseKey = "temporal_mark_lease";
const kept = z.object({
  at: z.string().optional(),
  mending: z.object({ since: z.string(), found: z.string() }).optional(),
  doubted: z.string().optional(),
});

const instant = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export async function clock(sql: Sql): Promise<Instant> {
  const [row] = await sql.query<{ now: Instant }>(`select ${instant} as now`);
  if (row === undefined) throw new Error("Postgres did not say what time it is");
  return row.now;
}

/**
 * Leaves the mark to one worker for a while.
 * @returns false when another has it
 */
export async function leaseMark(sql: Sql, seconds: number): Promise<boolean> {
  const rows = await sql.query(
    `insert into settings (key, value, generated)
     values ($1, to_jsonb(clock_timestamp() + make_interval(secs => $2)), true)
     on conflict (key) do update set value = excluded.value
      where (settings.value #>> '{}')::timestamptz < clock_timestamp()
     returning 1`,
    [leaseKey, seconds],
  );
  return rows.length > 0;
}

/** Of the worker that has it. */
export async function renewMarkLease(sql: Sql, seconds: number): Promise<void> {
  await sql.query(
    "update settings set value = to_jsonb(clock_timestamp() + make_interval(secs => $2)) where key = $1",
    [leaseKey, seconds],
  );
}

export function releaseMark(sql: Sql): Promise<void> {
  return dropSetting(sql, leaseKey);
}

export async function findMark(sql: Sql): Promise<KeptMark> {
  const [row] = await sql.query<{ value: unknown; ageSeconds: number | null }>(
    `select value, extract(epoch from clock_timestamp() - (value->>'at')::timestamptz)::float8 as "ageSeconds"
       from settings where key = $1`,
    [key],
  );
  const ageSeconds = row?.ageSeconds ?? Number.POSITIVE_INFINITY;
  return { ...kept.parse(row?.value ?? {}), ageSeconds };
}

/**
 * Temporal is away, or nobody was there to see that it was: a server may lose its last seconds when it
 * falls, and the mark can't tell that. Written before anything is made of it, for whoever looks next.
 */
export async function doubtMark(sql: Sql): Promise<void> {
  await sql.query(
    `insert into settings (key, value, generated)
     values ($1, jsonb_build_object('doubted', ${instant}), true)
     on conflict (key) do update set value = settings.value || excluded.value`,
    [key],
  );
}

/** Temporal has the mark of this instant, and what it had lost before is mended. */
export function keepMark(db: Database, seen: KeptMark, at: Instant): Promise<void> {
  return db.tx((sql) => putMark(sql, seen, { at }));
}

/** Once a signal was told so often, a doubt is no reason to tell it again: doubts may follow each other. */
const mostTold = 5;

/**
 * Temporal may have lost what was done there since a time: runs are told again what they were told, and
 * Temporal of all schedules. That runs are to be compared is noted with it, for whoever goes on if this
 * worker dies.
 * @param options `isSure`: it has lost it
 * @returns what is to be compared, and how much runs are told again
 */
export function beginMending(
  db: Database,
  seen: KeptMark,
  { since, isSure }: { since: Instant; isSure: boolean },
): Promise<{ mending: Mending; toldAgain: number }> {
  return db.tx(async (sql) => {
    const toldAgain = await tellAgainSince(sql, since, isSure ? undefined : mostTold);
    if (isSure) await tellSchedulesAgain(sql);
    const mending = { since, found: await clock(sql) };
    await putMark(sql, seen, { at: seen.at, mending });
    return { mending, toldAgain };
  });
}

/** A doubt that came after what was `seen` stays. */
async function putMark(
  sql: Sql,
  seen: KeptMark,
  mark: Omit<KeptMark, "doubted" | "ageSeconds">,
): Promise<void> {
  await sql.query("select from settings where key = $1 for update", [key]);
  const { doubted } = await findMark(sql);
  await putSetting(sql, key, { ...mark, ...(doubted !== seen.doubted && { doubted }) });
}

/** Runs that Temporal may have lost, and that were not compared since. */
export function runsToMend(
  sql: Sql,
  { since, found }: Mending,
  limit: number,
): Promise<RunToCheck[]> {
  return sql.query<RunToCheck>(
    `select id, temporal_id as "temporalId", retries from runs
      where status = 'running' and started_at >= $1::timestamptz
        and coalesce(checked_at, started_at) < $2::timestamptz
      order by started_at limit $3`,
    [since, found, limit],
  );
}
