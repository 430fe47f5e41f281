import type { Sql } from "../core/database.ts";

/**
 * What people call things that are there now, of whatever kind; triggers and versions by their
 * workflow. Contacts and orders are personal: not those.
 */
export async function namesOfAudited(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string | null; name: string | null }>(
    `select t.id, t.name as name from workflows t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from segments t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from templates t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from sources t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from activity_webhooks t where t.id = any($1::uuid[])
     union all
     select t.id, t.key as name from event_types t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from people t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from api_keys t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from topics t where t.id = any($1::uuid[])
     union all
     select t.id, t.name as name from promo_pools t where t.id = any($1::uuid[])
     union all
     select t.id, w.name from bindings t join workflows w on w.id = t.workflow_id
      where t.id = any($1::uuid[])
     union all
     select t.id, w.name from workflow_versions t join workflows w on w.id = t.workflow_id
      where t.id = any($1::uuid[])`,
    [ids],
  );
  const names = new Map<string, string>();
  for (const { id, name } of rows) if (id !== null && name !== null) names.set(id, name);
  return names;
}
