import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import { likeLiteral } from "../core/like.ts";
import type { WorkflowRow } from "./workflow-rows.ts";

export type ListedWorkflow = Omit<WorkflowRow, "draft" | "draftRevision" | "stopRules">;

export type WorkflowSort = "createdAt" | "updatedAt" | "name";

interface WorkflowFilter {
  search?: string;
  tag?: string;
  status?: string;
}

/** Where a list goes on: behind the workflow with this id, which had this name or time. */
export interface AfterWorkflow {
  value: string;
  id: string;
}

// A time as a cursor can hold it: JavaScript's have milliseconds.
const updated = "date_trunc('milliseconds', updated_at)";

/** Workflows: newest first, those changed last first, or by name. */
export async function workflowsInOrder(
  sql: Sql,
  filter: WorkflowFilter,
  sort: WorkflowSort,
  limit: number,
  after: AfterWorkflow | null,
): Promise<ListedWorkflow[]> {
  const query = builder("workflows")
    .select("id", "name", "tags", "status")
    .select({ currentVersion: "current_version", createdAt: "created_at", updatedAt: "updated_at" })
    .limit(limit);
  if (filter.search) query.whereILike("name", `%${likeLiteral(filter.search)}%`);
  if (filter.tag !== undefined) query.whereRaw("tags @> array[?]::text[]", [filter.tag]);
  if (filter.status !== undefined) query.where("status", filter.status);
  if (sort === "name") query.orderByRaw("lower(name), id");
  else query.orderByRaw(sort === "updatedAt" ? `${updated} desc, id desc` : "id desc");
  if (after === null) return sql.run<ListedWorkflow>(query);
  const { id, value } = after;
  if (sort === "createdAt") query.where("id", "<", id);
  else if (sort === "name") query.whereRaw("(lower(name), id) > (lower(?), ?::uuid)", [value, id]);
  else query.whereRaw(`(${updated}, id) < (?::timestamptz, ?::uuid)`, [value, id]);
  return sql.run<ListedWorkflow>(query);
}

/** Which tags workflows have that are not archived, by name. */
export async function workflowTags(sql: Sql): Promise<{ tag: string; workflows: number }[]> {
  return sql.query(
    `select tag, count(*)::int as workflows from workflows, unnest(tags) as tag
      where status <> 'archived' group by tag order by lower(tag), tag limit 1000`,
  );
}

export interface RunCounts {
  workflowId: string;
  last24Hours: number;
  last7Days: number;
  /** Pending or running now. */
  underWay: number;
}

/**
 * How many runs workflows launched lately, and have in progress: up to 1,000 each, so that a page of busy workflows
 * reads some thousand rows and not millions. Run ids are UUIDv7, so their order is time's.
 */
export async function recentRunCounts(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<RunCounts[]> {
  const since = (days: number) => `
    (select count(*)::int from (
       select 1 from runs r where r.workflow_id = w.id
          and r.id >= uuid7_floor(now() - interval '${days} days') and r.test is null limit 1000) as some_runs)`;
  return sql.query<RunCounts>(
    `select w.id as "workflowId", ${since(1)} as "last24Hours", ${since(7)} as "last7Days",
            (select count(*)::int from (
               select 1 from runs r where r.workflow_id = w.id and r.status in ('pending', 'running')
                  and r.test is null limit 1000) as some_runs) as "underWay"
       from unnest($1::uuid[]) as w (id)`,
    [workflowIds],
  );
}
