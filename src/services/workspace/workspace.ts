import { findWorkspace, updateWorkspace } from "../../db/core/workspace.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { ServiceContext } from "../context.ts";

/** What its page shows; caps and quiet hours have one of their own (src/services/pressure/). */
export type WorkspaceBasics = Omit<Workspace, "pressure">;

export async function getWorkspace(context: ServiceContext): Promise<WorkspaceBasics> {
  const { timeZone, language, ignoredIds } = await findWorkspace(context.sql);
  return { timeZone, language, ignoredIds };
}

/** What is left out stays. It holds from the next event, message or page on, in every process. */
export async function changeWorkspace(
  context: ServiceContext,
  change: Partial<WorkspaceBasics>,
): Promise<WorkspaceBasics> {
  return context.transaction(async (context) => {
    await updateWorkspace(context.sql, change);
    return getWorkspace(context);
  });
}
