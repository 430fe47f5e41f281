import type { ServiceContext } from "../context.ts";
import { workflowTags } from "../../db/workflows/workflow-list.ts";

/** The tags in use, each with how many workflows have it. */
export function listWorkflowTags(
  context: ServiceContext,
): Promise<{ tag: string; workflows: number }[]> {
  return workflowTags(context.sql);
}
