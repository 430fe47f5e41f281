import type { Database, Sql } from "./database.ts";

export type PartitionUnit = "month" | "day";

/** How far ahead partitions are made: this month and the next two, or two weeks. */
const daysAhead: Record<PartitionUnit, number> = { month: 62, day: 14 };

/** So long may ingest wait for a lock of ours; then we let it pass, and try again with the next sweep. */
const patience = { lock_timeout: "1s" };

/** Makes the partitions of events that are missing ahead of now. */
export async function makePartitions(db: Database, unit: PartitionUnit): Promise<void> {
  await db.tx(
    async (sql) => {
      await sql.query("call make_event_partitions($1, make_interval(days => $2))", [
        unit,
        daysAhead[unit],
      ]);
    },
    { settings: patience },
  );
}

/** Fewer are a fault: the worker makes them long before. */
export const leastSecondsAhead = 3 * 86_400;

/** For how many seconds from now on each event has a partition; 0: what comes now falls into the default one. */
export async function partitionsAhead(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ seconds: number }>(
    `select case when exists (select from event_partitions where since <= now() and until > now())
                 then extract(epoch from min(p.until) filter (
                        where not exists (select from event_partitions n where n.since = p.until)) - now())::float8
                 else 0 end as seconds
       from event_partitions p where p.until > now()`,
  );
  return row?.seconds ?? 0;
}

/** Whether this user could make one: as the owner of events, with the right to make tables. */
export async function mayMakePartitions(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ may: boolean }>(
    `select pg_has_role(relowner, 'usage')
            and has_schema_privilege(relnamespace::regnamespace::oid, 'create') as may
       from pg_class where oid = 'events'::regclass`,
  );
  return row?.may === true;
}

/** Events that fell into the default partition, as none was there in time: up to 1,000. */
export async function strayEvents(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ events: number }>(
    "select count(*)::int as events from (select from events_default limit 1000) e",
  );
  return row?.events ?? 0;
}

/** Partitions that lie wholly before a time, the oldest first; what is left of others is not among them. */
export async function partitionsBefore(sql: Sql, before: Date): Promise<string[]> {
  const rows = await sql.query<{ part: string | null }>(
    `select part from event_partitions where until <= $1 and part not like '%\\_rest' order by since`,
    [before],
  );
  return rows.flatMap(({ part }) => part ?? []);
}

/** The partitions that hold what is left over: of others, and what fell into the default one. */
export async function remainders(sql: Sql, before: Date): Promise<string[]> {
  const rows = await sql.query<{ part: string | null }>(
    `select part from event_partitions where since < $1 and part like '%\\_rest' order by since`,
    [before],
  );
  return ["default", ...rows.flatMap(({ part }) => part ?? [])];
}

export interface DroppedPartition {
  gone: number;
  /** Of events that runs still refer to. */
  kept: number;
}

/**
 * Drops a partition of events, and keeps what runs still refer to: all of it, or nothing.
 * @throws lock_not_available (55P03) while somebody reads events: nothing was changed
 */
export function forgetPartition(
  db: Database,
  part: string,
  before: Date,
): Promise<DroppedPartition> {
  return db.tx(
    async (sql) => {
      const [row] = await sql.query<DroppedPartition>(
        "select gone, kept from forget_event_partition($1, $2)",
        [part, before],
      );
      return row ?? { gone: 0, kept: 0 };
    },
    { settings: patience },
  );
}

/** Deletes some of what is left over, the oldest first. @returns how many events */
export async function forgetRemaining(
  sql: Sql,
  part: string,
  before: Date,
  limit: number,
): Promise<number> {
  const [row] = await sql.query<{ gone: number }>(
    "select forget_remaining_events($1, $2, $3) as gone",
    [part, before, limit],
  );
  return row?.gone ?? 0;
}

export async function dropIfEmpty(db: Database, part: string): Promise<boolean> {
  return db.tx(
    async (sql) => {
      const [row] = await sql.query<{ dropped: boolean }>(
        "select drop_empty_event_partition($1) as dropped",
        [part],
      );
      return row?.dropped === true;
    },
    { settings: patience },
  );
}
