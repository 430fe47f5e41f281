import type { Definition } from "../../contract/definition.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

export interface LiveDefinition {
  id: string;
  name: string;
  /** Of the version that new runs are started with; null: there is none. */
  definition: Definition | null;
}

/** Workflows as runs that start now would take them, by id. */
export async function liveDefinitions(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<Map<string, LiveDefinition>> {
  if (workflowIds.length === 0) return new Map();
  const rows = await sql.query<LiveDefinition>(
    `select w.id, w.name, v.definition
       from workflows w
       left join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version and not v.test
      where w.id = any(${anyLength("$1", "uuid")})`,
    [workflowIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
