import type { Sql } from "./database.ts";

/** The definition of a published version, as JSON. */
export async function versionDefinition(sql: Sql, id: string): Promise<unknown> {
  const rows = await sql.query<{ definition: unknown }>(
    "select definition from workflow_versions where id = $1",
    [id],
  );
  if (rows[0] === undefined) throw new Error(`no version ${id}`);
  return rows[0].definition;
}
