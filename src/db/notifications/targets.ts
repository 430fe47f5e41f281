import type { Sql } from "../core/database.ts";

export type TargetKind = "email" | "slack" | "webhook";
export type TargetLanguage = "en" | "uk";

export interface TargetRow {
  id: string;
  name: string;
  kind: TargetKind;
  address: string;
  language: TargetLanguage;
  createdAt: Date;
  rules: { id: string; name: string }[];
  /** Why it was not told last; null: it was, or never. */
  lastProblem: string | null;
}

const columns = `t.id, t.name, t.kind, t.address, t.language, t.created_at as "createdAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name)
              from (select id, name from notification_rules where t.id = any(target_ids)
                     order by name limit 20) as r), '[]') as rules,
  (select n.problem from notification_tellings n where n.target_id = t.id and n.attempts > 0
    order by n.id desc limit 1) as "lastProblem"`;

export async function targetById(sql: Sql, id: string): Promise<TargetRow | undefined> {
  const [row] = await sql.query<TargetRow>(
    `select ${columns} from notification_targets t where t.id = $1`,
    [id],
  );
  return row;
}

/** Newest first, below `below` if given. */
export function targetsBelow(sql: Sql, limit: number, below: string | null): Promise<TargetRow[]> {
  return sql.query<TargetRow>(
    `select ${columns} from notification_targets t where $2::uuid is null or t.id < $2
      order by t.id desc limit $1`,
    [limit, below],
  );
}

export interface SealedTarget {
  id: string;
  name: string;
  kind: TargetKind;
  address: string;
  sealed: Buffer | null;
  language: TargetLanguage;
}

export async function sealedTarget(sql: Sql, id: string): Promise<SealedTarget | undefined> {
  const [row] = await sql.query<SealedTarget>(
    "select id, name, kind, address, sealed, language from notification_targets where id = $1",
    [id],
  );
  return row;
}

export async function insertTarget(sql: Sql, target: SealedTarget): Promise<void> {
  const { id, name, kind, address, sealed, language } = target;
  await sql.query(
    `insert into notification_targets (id, name, kind, address, sealed, language)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, name, kind, address, sealed, language],
  );
}

/** @returns false when there is no such target */
export async function updateTarget(
  sql: Sql,
  id: string,
  { name, language }: { name?: string | undefined; language?: TargetLanguage | undefined },
): Promise<boolean> {
  const rows = await sql.query(
    `update notification_targets
        set name = coalesce($2, name), language = coalesce($3, language), updated_at = now()
      where id = $1 returning 1`,
    [id, name ?? null, language ?? null],
  );
  return rows.length > 0;
}

/**
 * Deletes a target, and what it was still to be told; rules tell it no more.
 * @returns false when there is no such target
 */
export async function deleteTarget(sql: Sql, id: string): Promise<boolean> {
  // In the order in which a rule's changes lock: the rule, then its targets.
  await sql.query(
    `update notification_rules set target_ids = array_remove(target_ids, $1), updated_at = now()
      where id in (select id from notification_rules where $1 = any(target_ids) order by id for update)`,
    [id],
  );
  await sql.query("delete from notification_tellings where target_id = $1 and state = 'pending'", [
    id,
  ]);
  const rows = await sql.query("delete from notification_targets where id = $1 returning 1", [id]);
  return rows.length > 0;
}

/** Those of the ids that are there, and stay until the transaction ends. */
export async function lockTargets(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from notification_targets where id = any($1::uuid[]) order by id for key share",
    [ids],
  );
  return rows.map(({ id }) => id);
}
