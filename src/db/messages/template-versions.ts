import type { ContentSource } from "../../domain/message-content.ts";
import type { Sql } from "../core/database.ts";

/** Who saved a version: a person, or an API key; null where nobody is known. */
interface SavedBy {
  actorKind: string | null;
  actorId: string | null;
  /** Null: they are gone, or have no name. */
  actorName: string | null;
}

export interface TemplateVersionRow extends SavedBy {
  revision: number;
  name: string;
  savedAt: Date;
}

const columns = `v.revision, v.name, v.saved_at as "savedAt", v.actor_kind as "actorKind",
  v.actor_id as "actorId", coalesce(p.name, k.name) as "actorName"`;
const savers = `left join people p on v.actor_kind = 'person' and p.id = v.actor_id
  left join api_keys k on v.actor_kind = 'key' and k.id = v.actor_id`;

/** A template's versions, newest first, below a revision if given. */
export async function templateVersionsBelow(
  sql: Sql,
  templateId: string,
  below: number | null,
  limit: number,
): Promise<TemplateVersionRow[]> {
  return sql.query<TemplateVersionRow>(
    `select ${columns} from template_versions v ${savers}
      where v.template_id = $1 and ($2::int is null or v.revision < $2)
      order by v.revision desc limit $3`,
    [templateId, below, limit],
  );
}

export async function templateVersion(
  sql: Sql,
  templateId: string,
  revision: number,
): Promise<(TemplateVersionRow & { content: ContentSource }) | undefined> {
  const [row] = await sql.query<TemplateVersionRow & { content: ContentSource }>(
    `select ${columns}, v.content from template_versions v ${savers}
      where v.template_id = $1 and v.revision = $2`,
    [templateId, revision],
  );
  return row;
}

/** Who saved the newest version of some templates, by template. */
export async function newestSavers(
  sql: Sql,
  templateIds: readonly string[],
): Promise<Map<string, SavedBy>> {
  const rows = await sql.query<SavedBy & { id: string }>(
    `select t.id, v.actor_kind as "actorKind", v.actor_id as "actorId",
            coalesce(p.name, k.name) as "actorName"
       from templates t
       join template_versions v on v.template_id = t.id and v.revision = t.revision
       ${savers}
      where t.id = any($1::uuid[])`,
    [templateIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
