import { newId } from "../../platform/new-id.ts";
import type { Draft } from "../../contract/draft.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { workflowIdByName } from "../../db/workflows/campaign-rows.ts";
import { insertWorkflow } from "../../db/workflows/workflow-rows.ts";
import { asBody } from "../bindings/settings.ts";
import { changeGoal, getGoal } from "../goals/workflow.ts";
import { changeHoldout, getHoldout } from "../holdouts/workflow.ts";
import { createBinding } from "../bindings/bindings.ts";
import type { ServiceContext } from "../context.ts";
import { requireWorkflow } from "./require.ts";
import { requireSegments } from "./workflows.ts";

const maxLength = 200;

/**
 * Makes a draft like a workflow's, with its tags, stop rules, goal, holdout (drawn by itself)
 * and bindings.
 * Those are as switched on as they were, which starts nothing: the copy is a draft.
 * @returns its id
 * @throws AppError `not_found`
 */
export async function duplicateWorkflow(
  context: ServiceContext,
  id: string,
  name?: string,
): Promise<string> {
  return context.transaction(async (context) => {
    const { name: was, tags, draft, stopRules } = await requireWorkflow(context, id);
    await requireSegments(context, stopRules);
    const copy = { id: newId(), name: name ?? (await freeName(context, was)), tags, stopRules };
    await insertWorkflow(context.sql, { ...copy, draft: startingItself(draft, id, copy.id) });
    const { percent, workspace } = await getHoldout(context, id);
    await changeHoldout(context, copy.id, { percent, workspace });
    const goal = await getGoal(context, id);
    if (goal !== null) await changeGoal(context, copy.id, goal);
    for (const binding of await bindingsOfWorkflows(context.sql, [id])) {
      await createBinding(context, copy.id, asBody(binding));
    }
    return copy.id;
  });
}

/** A name for a copy that no workflow has: `Welcome (2)`, `Welcome (3)`, … */
export async function freeName(context: ServiceContext, name: string): Promise<string> {
  const [, stem = name] = /^(.*) \(\d+\)$/.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const end = ` (${number})`;
    const free = `${stem.slice(0, maxLength - end.length)}${end}`;
    if ((await workflowIdByName(context.sql, free)) === undefined) return free;
  }
}

/** A workflow that starts itself again goes on doing that as a copy, and not the original. */
function startingItself(draft: Draft, from: string, to: string): Draft {
  const blocks = draft.blocks.map((block) => {
    const { config } = block;
    const starts = typeof config === "object" && config !== null && "workflowId" in config;
    return starts && config.workflowId === from
      ? { ...block, config: { ...config, workflowId: to } }
      : block;
  });
  return { ...draft, blocks };
}
