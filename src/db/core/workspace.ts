import type { Workspace } from "../../domain/workspace.ts";
import { workspaceOf } from "../../domain/workspace.ts";
import type { Sql } from "./database.ts";
import { findSetting, putSettingFields } from "./settings.ts";

const key = "workspace";

export async function findWorkspace(sql: Sql): Promise<Workspace> {
  return workspaceOf((await findSetting(sql, key)) as Partial<Workspace> | undefined);
}

/** Changes what is given and leaves the rest, also of what another one changes at the same time. */
export async function updateWorkspace(sql: Sql, change: Partial<Workspace>): Promise<void> {
  await putSettingFields(sql, key, change);
}
