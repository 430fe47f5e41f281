import { builder } from "./database.ts";
import type { Database, Sql } from "./database.ts";
import type { WorkflowRow } from "./workflow-rows.ts";

export type ListedWorkflow = Omit<WorkflowRow, "draft" | "draftRevision" | "stopRules">;

/** A text that LIKE takes literally. */
export function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** Workflows, newest first, below a given id. */
export async function workflowsBelow(
  db: Database,
  filter: { search?: string; tag?: string; status?: string; below?: string },
  limit: number,
): Promise<ListedWorkflow[]> {
  const query = builder("workflows")
    .select("id", "name", "tags", "status")
    .select({ currentVersion: "current_version", createdAt: "created_at", updatedAt: "updated_at" })
    .orderBy("id", "desc")
    .limit(limit);
  if (filter.search) query.whereILike("name", `%${likeLiteral(filter.search)}%`);
  if (filter.tag !== undefined) query.whereRaw("tags @> array[?]::text[]", [filter.tag]);
  if (filter.status !== undefined) query.where("status", filter.status);
  if (filter.below !== undefined) query.where("id", "<", filter.below);
  return db.run<ListedWorkflow>(query);
}

export interface RunCounts {
  workflowId: string;
  last24Hours: number;
  last7Days: number;
}

/**
 * How many runs workflows launched lately: up to 10,000 each, so that a busy workflow's count
 * reads 10,000 index entries and not millions. Run ids are UUIDv7, so their order is time's.
 */
export async function recentRunCounts(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<RunCounts[]> {
  const since = (days: number) => `
    (select count(*)::int from (
       select 1 from runs r where r.workflow_id = w.id
          and r.id >= uuid7_floor(now() - interval '${days} days') and r.test is null limit 10000) as some_runs)`;
  return sql.query<RunCounts>(
    `select w.id as "workflowId", ${since(1)} as "last24Hours", ${since(7)} as "last7Days"
       from unnest($1::uuid[]) as w (id)`,
    [workflowIds],
  );
}
