import type { ServiceContext } from "../context.ts";
import type { BindingAnswer } from "../../contract/api/binding.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { presentBinding } from "./present.ts";

export async function listBindings(
  context: ServiceContext,
  workflowId: string,
): Promise<BindingAnswer[]> {
  await requireWorkflow(context, workflowId);
  return (await bindingsOfWorkflows(context.sql, [workflowId])).map(presentBinding);
}
