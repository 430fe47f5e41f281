import type { Condition, Finding, Figures } from "../../domain/notifications/condition.ts";
import { newId } from "../../platform/new-id.ts";
import type { Sql } from "../core/database.ts";

export interface KnownSubject {
  subject: string;
  /** Of the one that is open; null: none is. */
  openId: string | null;
  /** When the last one began. */
  beganAt: Date;
}

/** The last occurrence of each of these subjects, and of each that is open. */
export function knownSubjects(
  sql: Sql,
  ruleId: string,
  subjects: readonly string[],
): Promise<KnownSubject[]> {
  return sql.query<KnownSubject>(
    `select distinct on (subject) subject, case when ended_at is null then id end as "openId",
            began_at as "beganAt"
       from notification_occurrences
      where rule_id = $1 and (ended_at is null or subject = any($2::text[]))
      order by subject, began_at desc`,
    [ruleId, subjects],
  );
}

/** @returns false where it has begun already: another worker was there first */
export async function beginOccurrence(
  sql: Sql,
  id: string,
  ruleId: string,
  { subject, name, figures }: Finding,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into notification_occurrences (id, rule_id, subject, name, figures)
     values ($1, $2, $3, $4, $5)
     on conflict (rule_id, subject) where ended_at is null do nothing returning 1`,
    [id, ruleId, subject, name, JSON.stringify(figures)],
  );
  return rows.length > 0;
}

/** @returns false where it had ended */
export async function endOccurrence(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update notification_occurrences set ended_at = clock_timestamp()
      where id = $1 and ended_at is null returning 1`,
    [id],
  );
  return rows.length > 0;
}

/** Ends what a rule has found, without a word. */
export async function endQuietly(sql: Sql, ruleId: string): Promise<void> {
  await sql.query(
    `update notification_occurrences set ended_at = clock_timestamp()
      where rule_id = $1 and ended_at is null`,
    [ruleId],
  );
}

/** To each of these targets that is still there, that it has begun. */
export async function tellBeginning(
  sql: Sql,
  occurrenceId: string,
  targetIds: readonly string[],
): Promise<void> {
  await sql.query(
    `insert into notification_tellings (id, occurrence_id, what, target_id, target_name, target_kind)
     select n.id, $1, 'began', t.id, t.name, t.kind
       from unnest($2::uuid[], $3::uuid[]) as n (id, target_id)
       join notification_targets t on t.id = n.target_id`,
    [occurrenceId, targetIds.map(() => newId()), targetIds],
  );
}

/** To whoever is told that it has begun, that it has ended. */
export async function tellEnd(sql: Sql, occurrenceId: string): Promise<void> {
  const told = await sql.query<{ targetId: string }>(
    `select t.id as "targetId"
       from notification_tellings n join notification_targets t on t.id = n.target_id
      where n.occurrence_id = $1 and n.what = 'began' and n.state <> 'given_up'
      order by t.id for key share of t`,
    [occurrenceId],
  );
  await sql.query(
    `insert into notification_tellings (id, occurrence_id, what, target_id, target_name, target_kind)
     select n.id, $1, 'ended', t.id, t.name, t.kind
       from unnest($2::uuid[], $3::uuid[]) as n (id, target_id)
       join notification_targets t on t.id = n.target_id
     on conflict (occurrence_id, target_id, what) do nothing`,
    [occurrenceId, told.map(() => newId()), told.map(({ targetId }) => targetId)],
  );
}

export interface OccurrenceRow {
  id: string;
  ruleId: string;
  ruleName: string;
  condition: Condition;
  subject: string;
  name: string | null;
  figures: Figures;
  beganAt: Date;
  endedAt: Date | null;
  tellings: {
    what: "began" | "ended";
    targetId: string | null;
    targetName: string;
    state: "pending" | "delivered" | "given_up";
    at: string;
    problem: string | null;
  }[];
}

/** What was found, the newest first, below `below` if given; `isOpen` null: both. */
export function occurrencesBelow(
  sql: Sql,
  filter: { ruleId: string | null; isOpen: boolean | null },
  limit: number,
  below: string | null,
): Promise<OccurrenceRow[]> {
  return sql.query<OccurrenceRow>(
    `select o.id, o.rule_id as "ruleId", r.name as "ruleName", r.condition, o.subject, o.name,
            o.figures, o.began_at as "beganAt", o.ended_at as "endedAt",
            coalesce((select jsonb_agg(jsonb_build_object(
                        'what', n.what, 'targetId', n.target_id, 'targetName', n.target_name,
                        'state', n.state, 'problem', n.problem,
                        'at', coalesce(n.ended_at, n.next_attempt_at)) order by n.id)
                        from notification_tellings n where n.occurrence_id = o.id), '[]') as tellings
       from notification_occurrences o join notification_rules r on r.id = o.rule_id
      where ($2::uuid is null or o.rule_id = $2) and ($3::uuid is null or o.id < $3)
        and ($4::bool is distinct from true or o.ended_at is null)
        and ($4::bool is distinct from false or o.ended_at is not null)
      order by o.id desc limit $1`,
    [limit, filter.ruleId, below, filter.isOpen],
  );
}
