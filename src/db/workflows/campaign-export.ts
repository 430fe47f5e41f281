import type { Campaign } from "../../contract/campaign.ts";
import type { WorkflowStatus } from "../../contract/api/workflow.ts";
import type { Sql } from "../core/database.ts";

/** What campaigns refer to by name, as it is here; what is missing here is left out. */

/** Event types by key. The system's own are everywhere. */
export async function exportedTypes(
  sql: Sql,
  keys: readonly string[],
): Promise<Campaign["eventTypes"]> {
  return sql.query(
    `select key, name, description, category from event_types
      where key = any($1::text[]) and source <> 'system' order by key`,
    [keys],
  );
}

export async function exportedTopics(
  sql: Sql,
  keys: readonly string[],
): Promise<Campaign["topics"]> {
  return sql.query(
    `select key, name, description, texts, position, opt_in as "optIn",
            double_opt_in as "doubleOptIn" from topics
      where key = any($1::text[]) order by key`,
    [keys],
  );
}

/** Pools by name, without their codes: those are given away here. */
export async function exportedPools(
  sql: Sql,
  names: readonly string[],
): Promise<Campaign["promoPools"]> {
  return sql.query(
    `select name, low_stock as "lowStock", array[]::text[] as codes from promo_pools
      where name = any($1::text[]) order by name`,
    [names],
  );
}

/** All workflows, by name. */
export function workflowsForExport(
  sql: Sql,
): Promise<{ id: string; name: string; status: WorkflowStatus }[]> {
  return sql.query("select id, name, status from workflows order by name, id");
}
