import { v7 } from "uuid";
import type { CreateWorkflow, WorkflowAnswer } from "../../contract/api/workflow.ts";
import type { Definition } from "../../contract/definition.ts";
import { definitionSchema } from "../../contract/definition.ts";
import type { Sql } from "../../db/database.ts";
import { insertWorkflow } from "../../db/workflow-rows.ts";
import { getWorkflow } from "./get.ts";

/** Makes a draft: the one given, or a start that leads to an end. */
export async function createWorkflow(sql: Sql, body: CreateWorkflow): Promise<WorkflowAnswer> {
  const id = v7();
  await insertWorkflow(sql, {
    id,
    name: body.name,
    tags: body.tags,
    draft: body.draft ?? emptyDraft(),
  });
  return getWorkflow(sql, id);
}

function emptyDraft(): Definition {
  return definitionSchema.parse({
    blocks: [
      { id: "start", kind: "start" },
      { id: "end", kind: "end" },
    ],
    edges: [{ from: "start", to: "end" }],
  });
}
