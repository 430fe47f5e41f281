import type { RetentionKind } from "../../domain/retention.ts";
import type { Sql } from "../core/database.ts";

/** A place in the order in which runs ended. Times are texts: they have microseconds. */
export interface EndedPlace {
  endedAt: string;
  runId: string;
}

/**
 * How far a kind has come; held until the transaction ends.
 * @returns null while another worker is at it
 */
export async function takeMark(sql: Sql, kind: RetentionKind): Promise<EndedPlace | null> {
  const [row] = await sql.query<EndedPlace>(
    `select ended_at::text as "endedAt", run_id as "runId" from retention_marks
      where kind = $1 for update skip locked`,
    [kind],
  );
  return row ?? null;
}

export async function moveMark(
  sql: Sql,
  kind: RetentionKind,
  { endedAt, runId }: EndedPlace,
): Promise<void> {
  await sql.query("update retention_marks set ended_at = $2, run_id = $3 where kind = $1", [
    kind,
    endedAt,
    runId,
  ]);
}

/** Of runs that were created until the latest of these times something may be gone. */
export async function noteGoneUntil(
  sql: Sql,
  kind: RetentionKind,
  createdAt: readonly string[],
): Promise<void> {
  await sql.query(
    `update retention_marks
        set whole_since = greatest(whole_since, (select max(at) from unnest($2::timestamptz[]) as at) + interval '1 ms')
      where kind = $1`,
    [kind, createdAt],
  );
}

/** What keeps a kind from being forgotten; null: nothing does. */
export async function noteProblem(
  sql: Sql,
  kind: RetentionKind,
  problem: string | null,
): Promise<void> {
  await sql.query(
    `update retention_marks
        set problem = $2,
            failing_since = case when $2::text is null then null else coalesce(failing_since, clock_timestamp()) end
      where kind = $1 and problem is distinct from $2`,
    [kind, problem],
  );
}

export interface RetentionProblem {
  kind: RetentionKind;
  problem: string;
  since: Date;
}

export function retentionProblems(sql: Sql): Promise<RetentionProblem[]> {
  return sql.query<RetentionProblem>(
    `select kind, problem, failing_since as since from retention_marks
      where problem is not null and failing_since is not null order by failing_since, kind`,
  );
}

/** Since when all of each kind is there; null: since ever. */
export async function wholeSince(sql: Sql): Promise<Record<RetentionKind, Date | null>> {
  const rows = await sql.query<{ kind: RetentionKind; since: Date | null }>(
    `select kind, whole_since as since from retention_marks`,
  );
  const since = (kind: RetentionKind): Date | null =>
    rows.find((row) => row.kind === kind)?.since ?? null;
  return {
    events: since("events"),
    runs: since("runs"),
    journals: since("journals"),
    messages: since("messages"),
    messageContents: since("messageContents"),
  };
}

/**
 * Before this, all is in the counts that outlive what they are of: by hour, day and week. What they have
 * not come to yet is not forgotten, however old it is.
 */
export async function countedBefore(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ at: Date }>(
    `select least((select counted_to from event_day_mark), (select counted_to from hourly_count_mark),
                  (select counted_to from cohort_mark)) as at`,
  );
  return row?.at ?? new Date(0);
}
