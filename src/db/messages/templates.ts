import type { ContentSource } from "../../domain/message-content.ts";
import type { Sql } from "../core/database.ts";
import { partPattern } from "../core/like.ts";

export interface TemplateRow {
  id: string;
  name: string;
  content: ContentSource;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `id, name, content, revision, created_at as "createdAt", updated_at as "updatedAt"`;

export async function templateById(sql: Sql, id: string): Promise<TemplateRow | undefined> {
  const [row] = await sql.query<TemplateRow>(`select ${columns} from templates where id = $1`, [
    id,
  ]);
  return row;
}

export async function templatesById(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, TemplateRow>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<TemplateRow>(
    `select ${columns} from templates where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** By name, above `after` if given. */
export async function templatesAbove(
  sql: Sql,
  limit: number,
  after: string | null,
  search?: string,
): Promise<TemplateRow[]> {
  return sql.query<TemplateRow>(
    `select ${columns} from templates where ($2::text is null or name > $2)
        and ($3::text is null or name ilike $3) order by name limit $1`,
    [limit, after, partPattern(search)],
  );
}

/** @returns false when the name is taken */
export async function insertTemplate(
  sql: Sql,
  template: { id: string; name: string; content: ContentSource },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into templates (id, name, content) values ($1, $2, $3)
     on conflict (name) do nothing returning 1`,
    [template.id, template.name, JSON.stringify(template.content)],
  );
  return rows.length > 0;
}

/**
 * Changes what is given, onto the revision that it was made from.
 * @returns undefined when there is no such template in that revision
 * @throws a unique violation when the name is taken
 */
export async function updateTemplate(
  sql: Sql,
  id: string,
  change: { name?: string; content?: ContentSource; revision: number },
): Promise<TemplateRow | undefined> {
  const { name = null, content, revision } = change;
  const [row] = await sql.query<TemplateRow>(
    `update templates
        set name = coalesce($2, name), content = coalesce($3::jsonb, content),
            revision = revision + 1, updated_at = now()
      where id = $1 and revision = $4 returning ${columns}`,
    [id, name, content === undefined ? null : JSON.stringify(content), revision],
  );
  return row;
}

export async function deleteTemplate(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from templates where id = $1", [id]);
}

/** Workflows whose drafts use a template. */
export async function draftsWithTemplate(
  sql: Sql,
  id: string,
): Promise<{ workflowId: string; workflowName: string }[]> {
  return sql.query(
    `select id as "workflowId", name as "workflowName" from workflows
      where status <> 'archived'
        and jsonb_path_exists(draft, '$.** ? (@.templateId == $id)', jsonb_build_object('id', $1::text))
      order by name, id`,
    [id],
  );
}
