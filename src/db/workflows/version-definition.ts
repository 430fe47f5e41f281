import type { VersionContents } from "../../domain/message-content.ts";
import type { Sql } from "../core/database.ts";

/** The definition of a version, as JSON, and what its messages say (null: published before that was kept). */
export async function versionDefinition(
  sql: Sql,
  id: string,
): Promise<{ definition: unknown; contents: VersionContents | null }> {
  const rows = await sql.query<{ definition: unknown; contents: VersionContents | null }>(
    "select definition, nullif(contents, '{}') as contents from workflow_versions where id = $1",
    [id],
  );
  if (rows[0] === undefined) throw new Error(`no version ${id}`);
  return rows[0];
}
