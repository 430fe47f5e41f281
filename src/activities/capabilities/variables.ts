import type { VariablesCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { setRunVariable } from "../../db/runs/run-rows.ts";

export function variablesCapability(sql: Sql, run: RunRecord): VariablesCapability {
  return { set: (name, value) => setRunVariable(sql, run.id, name, value) };
}
