import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { lockWorkflow, workflowById } from "../../db/workflows/workflow-rows.ts";
import type { VersionWithContents } from "../../db/workflows/workflow-versions.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";

export function noSuchWorkflow(id: string): AppError {
  return new AppError("not_found", `there is no workflow ${id}`);
}

/** @throws AppError `not_found` */
export async function requireWorkflow(context: ServiceContext, id: string): Promise<WorkflowRow> {
  const row = await workflowById(context.sql, id);
  if (row === undefined) throw noSuchWorkflow(id);
  return row;
}

/** The workflow, locked until the transaction ends. @throws AppError `not_found` */
export async function requireLockedWorkflow(
  context: ServiceContext,
  id: string,
): Promise<WorkflowRow> {
  const row = await lockWorkflow(context.sql, id);
  if (row === undefined) throw noSuchWorkflow(id);
  return row;
}

/** A published version. @throws AppError `not_found` */
export async function requireVersion(
  context: ServiceContext,
  workflowId: string,
  number: number,
): Promise<VersionWithContents> {
  const version = await versionByNumber(context.sql, workflowId, number);
  if (version !== undefined) return version;
  await requireWorkflow(context, workflowId);
  throw new AppError("not_found", `the workflow has no version ${number}`);
}
