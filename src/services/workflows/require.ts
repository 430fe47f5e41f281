import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { lockWorkflow, workflowById } from "../../db/workflows/workflow-rows.ts";
import type { VersionWithContents } from "../../db/workflows/workflow-versions.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";

export function noSuchWorkflow(id: string): AppError {
  return new AppError("not_found", `there is no workflow ${id}`);
}

/** @throws AppError `not_found` */
export async function requireWorkflow(sql: Sql, id: string): Promise<WorkflowRow> {
  const row = await workflowById(sql, id);
  if (row === undefined) throw noSuchWorkflow(id);
  return row;
}

/** The workflow, locked until the transaction ends. @throws AppError `not_found` */
export async function requireLockedWorkflow(sql: Sql, id: string): Promise<WorkflowRow> {
  const row = await lockWorkflow(sql, id);
  if (row === undefined) throw noSuchWorkflow(id);
  return row;
}

/** A published version. @throws AppError `not_found` */
export async function requireVersion(
  sql: Sql,
  workflowId: string,
  number: number,
): Promise<VersionWithContents> {
  const version = await versionByNumber(sql, workflowId, number);
  if (version !== undefined) return version;
  await requireWorkflow(sql, workflowId);
  throw new AppError("not_found", `the workflow has no version ${number}`);
}
