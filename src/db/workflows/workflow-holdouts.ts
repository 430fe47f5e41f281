import type { WorkspaceHoldout } from "../../domain/holdout.ts";
import type { Sql } from "../core/database.ts";

/** Whom a workflow holds out, without the salt of the draw. */
export interface HoldoutRow {
  tenths: number;
  workspace: WorkspaceHoldout;
  since: Date;
}

export async function holdoutOfWorkflow(sql: Sql, id: string): Promise<HoldoutRow | undefined> {
  const [row] = await sql.query<HoldoutRow>(
    `select holdout_tenths as tenths, workspace_holdout as workspace, holdout_since as since
       from workflows where id = $1`,
    [id],
  );
  return row;
}

/** Changes what is given. The salt stays, so that who was held out by a smaller share still is. */
export async function setHoldout(
  sql: Sql,
  id: string,
  { tenths, workspace }: { tenths?: number; workspace?: WorkspaceHoldout },
): Promise<void> {
  await sql.query(
    `update workflows
        set holdout_tenths = coalesce($2, holdout_tenths),
            workspace_holdout = coalesce($3, workspace_holdout),
            holdout_since = case
              when (coalesce($2, holdout_tenths), coalesce($3, workspace_holdout))
                   is distinct from (holdout_tenths, workspace_holdout)
              then clock_timestamp() else holdout_since end,
            updated_at = now()
      where id = $1`,
    [id, tenths ?? null, workspace ?? null],
  );
}

/** Another salt: from now on others are held out. @returns false when there is no such workflow */
export async function drawWorkflowAnew(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update workflows
        set holdout_salt = gen_random_uuid(), holdout_since = clock_timestamp(), updated_at = now()
      where id = $1 returning 1`,
    [id],
  );
  return rows.length > 0;
}

/** Another salt of the workspace's control group. */
export async function drawWorkspaceAnew(sql: Sql): Promise<void> {
  await sql.query(
    `update settings set value = to_jsonb(gen_random_uuid()::text)
      where key = 'workspace_holdout_key'`,
  );
}

/** Whom a workflow would hold out now: its own draw, and that of the workspace's control group. */
export interface WorkflowDraws {
  tenths: number;
  salt: string;
  workspace: WorkspaceHoldout;
  controlGroupPercent: number;
  controlGroupSalt: string;
}

export async function drawsOfWorkflow(sql: Sql, id: string): Promise<WorkflowDraws | undefined> {
  const [row] = await sql.query<WorkflowDraws>(
    `select w.holdout_tenths as tenths, w.holdout_salt::text as salt,
            w.workspace_holdout as workspace,
            coalesce((select (value ->> 'holdoutPercent')::float8 from settings
                       where key = 'workspace'), 0) as "controlGroupPercent",
            coalesce((select value #>> '{}' from settings
                       where key = 'workspace_holdout_key'), '') as "controlGroupSalt"
       from workflows w where w.id = $1`,
    [id],
  );
  return row;
}
