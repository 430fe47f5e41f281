import type { Condition } from "../../domain/notifications/condition.ts";
import type { Sql } from "../core/database.ts";

export interface RuleRow {
  id: string;
  name: string;
  condition: Condition;
  subjectName: string | null;
  targets: { id: string; name: string }[];
  quietHours: number;
  enabled: boolean;
  /** What it has found and has not ended. */
  open: number;
  createdAt: Date;
}

const columns = `r.id, r.name, r.condition, r.quiet_hours as "quietHours", r.enabled,
  r.created_at as "createdAt",
  coalesce(
    (select name from event_types
      where id = (r.condition ->> 'id')::uuid and r.condition ->> 'of' = 'eventType'),
    (select name from workflows
      where id = coalesce(r.condition ->> 'workflowId', r.condition ->> 'id')::uuid),
    (select name from promo_pools where id = (r.condition ->> 'id')::uuid)) as "subjectName",
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
              from notification_targets t where t.id = any(r.target_ids)), '[]') as targets,
  (select count(*)::int from notification_occurrences o where o.rule_id = r.id and o.ended_at is null)
    as open`;

export async function ruleById(sql: Sql, id: string): Promise<RuleRow | undefined> {
  const [row] = await sql.query<RuleRow>(
    `select ${columns} from notification_rules r where r.id = $1`,
    [id],
  );
  return row;
}

/** Newest first, below `below` if given. */
export function rulesBelow(sql: Sql, limit: number, below: string | null): Promise<RuleRow[]> {
  return sql.query<RuleRow>(
    `select ${columns} from notification_rules r where $2::uuid is null or r.id < $2
      order by r.id desc limit $1`,
    [limit, below],
  );
}

export interface WrittenRule {
  id: string;
  name: string;
  condition: Condition;
  targetIds: readonly string[];
  quietHours: number;
  enabled: boolean;
}

export async function insertRule(sql: Sql, rule: WrittenRule): Promise<void> {
  const { id, name, condition, targetIds, quietHours, enabled } = rule;
  await sql.query(
    `insert into notification_rules (id, name, condition, target_ids, quiet_hours, enabled)
     values ($1, $2, $3, $4::uuid[], $5, $6)`,
    [id, name, JSON.stringify(condition), targetIds, quietHours, enabled],
  );
}

export async function writeRule(sql: Sql, rule: WrittenRule): Promise<void> {
  const { id, name, condition, targetIds, quietHours, enabled } = rule;
  await sql.query(
    `update notification_rules
        set name = $2, condition = $3, target_ids = $4::uuid[], quiet_hours = $5, enabled = $6,
            updated_at = now()
      where id = $1`,
    [id, name, JSON.stringify(condition), targetIds, quietHours, enabled],
  );
}

/** @returns false when there is no such rule */
export async function deleteRule(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query("delete from notification_rules where id = $1 returning 1", [id]);
  return rows.length > 0;
}

/** How many there may be: each is looked at every half minute. */
export const mostRules = 200;

/** All that are switched on, the oldest first. */
export function enabledRules(sql: Sql): Promise<WrittenRule[]> {
  return sql.query<WrittenRule>(
    `select id, name, condition, target_ids as "targetIds", quiet_hours as "quietHours", enabled
       from notification_rules where enabled order by id`,
  );
}

/** A rule that nobody else changes or works with until the transaction ends. */
export async function lockRule(sql: Sql, id: string): Promise<WrittenRule | undefined> {
  const [row] = await sql.query<WrittenRule>(
    `select id, name, condition, target_ids as "targetIds", quiet_hours as "quietHours", enabled
       from notification_rules where id = $1 for no key update`,
    [id],
  );
  return row;
}

export async function countRules(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*)::int as count from notification_rules",
  );
  return row?.count ?? 0;
}

/** Whether there is what a condition names. */
export async function isSubjectThere(
  sql: Sql,
  kind: "eventType" | "workflow" | "pool",
  id: string,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from event_types where $1 = 'eventType' and id = $2
     union all select 1 from workflows where $1 = 'workflow' and id = $2
     union all select 1 from promo_pools where $1 = 'pool' and id = $2`,
    [kind, id],
  );
  return rows.length > 0;
}
