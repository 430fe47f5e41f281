import type { Sql } from "../../db/core/database.ts";
import { workflowTags } from "../../db/workflows/workflow-list.ts";

/** The tags in use, each with how many workflows have it. */
export function listWorkflowTags(sql: Sql): Promise<{ tag: string; workflows: number }[]> {
  return workflowTags(sql);
}
