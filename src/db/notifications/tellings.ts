import type { Condition, Figures } from "../../domain/notifications/condition.ts";
import type { Sql } from "../core/database.ts";
import type { TargetKind, TargetLanguage } from "./targets.ts";

/** Something to be told now. */
export interface ClaimedTelling {
  id: string;
  what: "began" | "ended";
  attempts: number;
  createdAt: Date;
  target: {
    id: string;
    kind: TargetKind;
    address: string;
    language: TargetLanguage;
  };
  sealed: Buffer | null;
  rule: { id: string; name: string; condition: Condition };
  subject: string;
  name: string | null;
  figures: Figures;
  beganAt: Date;
  endedAt: Date | null;
}

/**
 * Takes the next that is due, under a lease: of one that is told the beginning and the end, the
 * beginning first.
 */
export async function claimTelling(
  sql: Sql,
  leaseSeconds: number,
): Promise<ClaimedTelling | undefined> {
  const [row] = await sql.query<ClaimedTelling>(
    {
      name: "claim-telling",
      text: `with due as (
               select n.id from notification_tellings n
                where n.state = 'pending' and n.target_id is not null
                  and n.next_attempt_at <= clock_timestamp()
                  and (n.lease_until is null or n.lease_until < clock_timestamp())
                  and (n.what = 'began' or not exists (
                        select from notification_tellings b
                         where b.occurrence_id = n.occurrence_id and b.target_id = n.target_id
                           and b.what = 'began' and b.state = 'pending'))
                order by n.next_attempt_at, n.id limit 1 for update of n skip locked)
             update notification_tellings n
                set attempts = n.attempts + 1,
                    lease_until = clock_timestamp() + make_interval(secs => $1)
               from due, notification_occurrences o, notification_rules r, notification_targets t
              where n.id = due.id and o.id = n.occurrence_id and r.id = o.rule_id and t.id = n.target_id
             returning n.id, n.what, n.attempts, n.created_at as "createdAt",
               jsonb_build_object('id', t.id, 'kind', t.kind, 'address', t.address,
                                  'language', t.language) as target,
               t.sealed, jsonb_build_object('id', r.id, 'name', r.name, 'condition', r.condition) as rule,
               o.subject, o.name, o.figures, o.began_at as "beganAt", o.ended_at as "endedAt"`,
    },
    [leaseSeconds],
  );
  return row;
}

/** Whether something is to be told now: mostly nothing is, and then nothing is locked. */
export async function isTellingDue(sql: Sql): Promise<boolean> {
  const rows = await sql.query({
    name: "is-telling-due",
    text: `select 1 from notification_tellings
            where state = 'pending' and next_attempt_at <= clock_timestamp()
              and (lease_until is null or lease_until < clock_timestamp()) limit 1`,
  });
  return rows.length > 0;
}

/**
 * How an attempt ended; one that was taken over by another meanwhile changes nothing.
 * @param nextIn milliseconds; null for one that has ended
 */
export async function recordTelling(
  sql: Sql,
  { id, attempts }: Pick<ClaimedTelling, "id" | "attempts">,
  end: {
    state: "pending" | "delivered" | "given_up";
    problem: string | null;
    nextIn: number | null;
  },
): Promise<void> {
  await sql.query(
    `update notification_tellings
        set state = $3, problem = $4, lease_until = null,
            next_attempt_at = clock_timestamp() + make_interval(secs => coalesce($5::float8, 0) / 1000),
            ended_at = case when $3 = 'pending' then null else clock_timestamp() end
      where id = $1 and attempts = $2 and state = 'pending'`,
    [id, attempts, end.state, end.problem, end.nextIn],
  );
}
