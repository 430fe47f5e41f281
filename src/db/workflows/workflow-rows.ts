import type { Draft } from "../../contract/draft.ts";
import type { WorkflowStatus } from "../../contract/api/workflow.ts";
import type { StopRule } from "../../domain/stop-rule.ts";
import type { Sql } from "../core/database.ts";

export interface WorkflowRow {
  id: string;
  name: string;
  tags: string[];
  status: WorkflowStatus;
  draft: Draft;
  draftRevision: number;
  stopRules: StopRule[];
  currentVersion: number | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `id, name, tags, status, draft, draft_revision as "draftRevision",
  stop_rules as "stopRules",
  current_version as "currentVersion", created_at as "createdAt", updated_at as "updatedAt"`;

export async function workflowById(sql: Sql, id: string): Promise<WorkflowRow | undefined> {
  const [row] = await sql.query<WorkflowRow>(`select ${columns} from workflows where id = $1`, [
    id,
  ]);
  return row;
}

/** The workflow, locked until the transaction ends: its state can't change under a decision. */
export async function lockWorkflow(sql: Sql, id: string): Promise<WorkflowRow | undefined> {
  const [row] = await sql.query<WorkflowRow>(
    `select ${columns} from workflows where id = $1 for no key update`,
    [id],
  );
  return row;
}

export async function insertWorkflow(
  sql: Sql,
  workflow: {
    id: string;
    name: string;
    tags: readonly string[];
    draft: Draft;
    stopRules: readonly StopRule[];
  },
): Promise<void> {
  await sql.query(
    "insert into workflows (id, name, tags, draft, stop_rules) values ($1, $2, $3, $4, $5)",
    [
      workflow.id,
      workflow.name,
      workflow.tags,
      JSON.stringify(workflow.draft),
      JSON.stringify(workflow.stopRules),
    ],
  );
}

/** A workflow that belongs to the system, which lists leave out as archived; known by its id, it is made once. */
export async function insertArchivedWorkflow(
  sql: Sql,
  workflow: { id: string; name: string; draft: Draft },
): Promise<void> {
  await sql.query(
    `insert into workflows (id, name, tags, draft, stop_rules, status)
     values ($1, $2, '{}', $3, '[]', 'archived') on conflict (id) do nothing`,
    [workflow.id, workflow.name, JSON.stringify(workflow.draft)],
  );
}

/**
 * Changes what is given. A draft is saved only onto the revision it was made from.
 * @returns false when nothing matched: no such workflow, or another revision
 */
export async function updateWorkflow(
  sql: Sql,
  id: string,
  change: {
    name?: string;
    tags?: readonly string[];
    stopRules?: readonly StopRule[];
    draft?: Draft;
    draftRevision?: number;
  },
): Promise<boolean> {
  const rows = await sql.query(
    `update workflows
        set name = coalesce($2, name), tags = coalesce($3, tags), draft = coalesce($4, draft),
            stop_rules = coalesce($6, stop_rules),
            draft_revision = draft_revision + ($4::jsonb is not null)::int, updated_at = now()
      where id = $1 and ($4::jsonb is null or draft_revision = $5) returning 1`,
    [
      id,
      change.name ?? null,
      change.tags ?? null,
      change.draft === undefined ? null : JSON.stringify(change.draft),
      change.draftRevision ?? null,
      change.stopRules === undefined ? null : JSON.stringify(change.stopRules),
    ],
  );
  return rows.length > 0;
}

export async function setWorkflowStatus(
  sql: Sql,
  id: string,
  status: WorkflowStatus,
): Promise<void> {
  await sql.query("update workflows set status = $2, updated_at = now() where id = $1", [
    id,
    status,
  ]);
}

export async function hasRuns(sql: Sql, workflowId: string): Promise<boolean> {
  const rows = await sql.query("select 1 from runs where workflow_id = $1 limit 1", [workflowId]);
  return rows.length > 0;
}

/** Deletes a workflow with its versions and bindings. */
export async function deleteWorkflow(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from workflows where id = $1", [id]);
}

export async function namesOfWorkflows(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    "select id, name from workflows where id = any($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
