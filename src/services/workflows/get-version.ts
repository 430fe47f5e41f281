import type { VersionAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/database.ts";
import { versionByNumber } from "../../db/workflow-versions.ts";
import { requireWorkflow } from "./require.ts";

export async function getVersion(
  sql: Sql,
  workflowId: string,
  number: number,
): Promise<VersionAnswer> {
  await requireWorkflow(sql, workflowId);
  const row = await versionByNumber(sql, workflowId, number);
  if (row === undefined) throw new AppError("not_found", `the workflow has no version ${number}`);
  const { id, publishedAt, current, definition } = row;
  return { id, number, publishedAt, current, definition };
}
