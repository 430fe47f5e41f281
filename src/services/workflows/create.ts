import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { CreateWorkflow } from "../../contract/api/workflow.ts";
import type { Draft } from "../../contract/draft.ts";
import { draftSchema } from "../../contract/draft.ts";
import { insertWorkflow } from "../../db/workflows/workflow-rows.ts";
import { requireSegments } from "./require-segments.ts";

type NewWorkflow = Omit<CreateWorkflow, "stopRules"> & Partial<Pick<CreateWorkflow, "stopRules">>;

/** Makes a draft: the one given, or a start that leads to an end. @returns its id */
export async function createWorkflow(context: ServiceContext, body: NewWorkflow): Promise<string> {
  await requireSegments(context, body.stopRules ?? []);
  const id = v7();
  await insertWorkflow(context.sql, {
    id,
    name: body.name,
    tags: body.tags,
    draft: body.draft ?? emptyDraft(),
    stopRules: body.stopRules ?? [],
  });
  return id;
}

function emptyDraft(): Draft {
  return draftSchema.parse({
    blocks: [
      { id: "start", kind: "start" },
      { id: "end", kind: "end" },
    ],
    edges: [{ from: "start", to: "end" }],
  });
}
