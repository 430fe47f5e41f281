import type { VersionAnswer } from "../../contract/api/workflow.ts";
import type { Sql } from "../../db/core/database.ts";
import { requireVersion } from "./require.ts";
import { summariesOf } from "./summaries.ts";

export async function getVersion(
  sql: Sql,
  workflowId: string,
  number: number,
): Promise<VersionAnswer> {
  const version = await requireVersion(sql, workflowId, number);
  const { id, publishedAt, current, definition } = version;
  return { id, number, publishedAt, current, definition, summaries: summariesOf(definition) };
}
