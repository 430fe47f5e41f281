import { findWorkspace, updateWorkspace } from "../../db/core/workspace.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { ServiceContext } from "../context.ts";

export function getWorkspace(context: ServiceContext): Promise<Workspace> {
  return findWorkspace(context.sql);
}

/** What is left out stays. It holds from the next event, message or page on, in every process. */
export async function changeWorkspace(
  context: ServiceContext,
  change: Partial<Workspace>,
): Promise<Workspace> {
  return context.transaction(async ({ sql }) => {
    await updateWorkspace(sql, change);
    return findWorkspace(sql);
  });
}
