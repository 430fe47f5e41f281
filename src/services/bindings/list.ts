import type { BindingAnswer } from "../../contract/api/binding.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { Sql } from "../../db/core/database.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { presentBinding } from "./present.ts";

export async function listBindings(sql: Sql, workflowId: string): Promise<BindingAnswer[]> {
  await requireWorkflow(sql, workflowId);
  return (await bindingsOfWorkflows(sql, [workflowId])).map(presentBinding);
}
