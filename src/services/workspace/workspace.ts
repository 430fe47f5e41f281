import { serverTime } from "../../db/core/server-time.ts";
import { findWorkspace, updateWorkspace } from "../../db/core/workspace.ts";
import { drawWorkspaceAnew } from "../../db/workflows/workflow-holdouts.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { ServiceContext } from "../context.ts";

/** What its page shows; caps and quiet hours have one of their own (src/services/pressure/). */
export type WorkspaceBasics = Omit<Workspace, "pressure">;

export async function getWorkspace(context: ServiceContext): Promise<WorkspaceBasics> {
  const { pressure: _, ...basics } = await findWorkspace(context.sql);
  return basics;
}

/** What is left out stays. It holds from the next event, message or page on, in every process. */
export async function changeWorkspace(
  context: ServiceContext,
  change: Partial<Omit<WorkspaceBasics, "holdoutSince">>,
): Promise<WorkspaceBasics> {
  return context.transaction(async (context) => {
    const { holdoutPercent: was } = await findWorkspace(context.sql);
    const { holdoutPercent: becomes = was } = change;
    await updateWorkspace(context.sql, change);
    if (becomes !== was) await noteDraw(context.sql);
    return getWorkspace(context);
  });
}

/** Has others in the control group from now on, as many as before. */
export async function drawControlGroupAnew(context: ServiceContext): Promise<WorkspaceBasics> {
  return context.transaction(async (context) => {
    await drawWorkspaceAnew(context.sql);
    await noteDraw(context.sql);
    return getWorkspace(context);
  });
}

async function noteDraw(sql: ServiceContext["sql"]): Promise<void> {
  await updateWorkspace(sql, { holdoutSince: (await serverTime(sql)).toISOString() });
}
