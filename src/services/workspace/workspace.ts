import { serverTime } from "../../db/core/server-time.ts";
import { findWorkspace, updateWorkspace } from "../../db/core/workspace.ts";
import { drawWorkspaceAnew } from "../../db/workflows/workflow-holdouts.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { ServiceContext } from "../context.ts";

export function getWorkspace(context: ServiceContext): Promise<Workspace> {
  return findWorkspace(context.sql);
}

/** What is left out stays. It holds from the next event, message or page on, in every process. */
export async function changeWorkspace(
  context: ServiceContext,
  change: Partial<Omit<Workspace, "holdoutSince">>,
): Promise<Workspace> {
  return context.transaction(async ({ sql }) => {
    const { holdoutPercent: was } = await findWorkspace(sql);
    const { holdoutPercent: becomes = was } = change;
    await updateWorkspace(sql, change);
    if (becomes !== was) await noteDraw(sql);
    return findWorkspace(sql);
  });
}

/** Has others in the control group from now on, as many as before. */
export async function drawControlGroupAnew(context: ServiceContext): Promise<Workspace> {
  return context.transaction(async ({ sql }) => {
    await drawWorkspaceAnew(sql);
    await noteDraw(sql);
    return findWorkspace(sql);
  });
}

async function noteDraw(sql: ServiceContext["sql"]): Promise<void> {
  await updateWorkspace(sql, { holdoutSince: (await serverTime(sql)).toISOString() });
}
