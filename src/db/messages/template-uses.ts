import type { Sql } from "../core/database.ts";

/** A workflow that names a template, in its draft or in the version that runs start with. */
export interface TemplateUseRow {
  workflowId: string;
  workflowName: string;
  status: string;
  inDraft: boolean;
  published: boolean;
  /** The ids of its blocks that do. */
  blocks: string[];
}

const named = (definition: string) =>
  `jsonb_path_exists(${definition}, '$.** ? (@.templateId == $id)', jsonb_build_object('id', $1::text))`;
const blocksOf = (definition: string) => `select b->>'id' as block
  from jsonb_array_elements(${definition}->'blocks') as b where ${named("b")}`;

/** Workflows that use a template, by name; archived ones are left out. */
export async function usesOfTemplate(
  sql: Sql,
  templateId: string,
  after: { name: string; id: string } | null,
  limit: number,
): Promise<TemplateUseRow[]> {
  return sql.query<TemplateUseRow>(
    `select w.id as "workflowId", w.name as "workflowName", w.status,
            ${named("w.draft")} as "inDraft",
            coalesce(${named("v.definition")}, false) as published,
            array(select block from (${blocksOf("w.draft")} union ${blocksOf("v.definition")}) as named
                   where block is not null order by block) as blocks
       from workflows w
       left join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
        and not v.test
      where w.status <> 'archived' and (${named("w.draft")} or ${named("v.definition")})
        and ($2::text is null or (w.name, w.id) > ($2, $3::uuid))
      order by w.name, w.id limit $4`,
    [templateId, after?.name ?? null, after?.id ?? null, limit],
  );
}

/** How many workflows use some templates, by template; those that none uses are missing. */
export async function countTemplateUses(
  sql: Sql,
  templateIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; uses: number }>(
    `with naming as (
       select w.id as workflow, named.template #>> '{}' as template
         from workflows w
         left join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
          and not v.test
        cross join lateral (
          select jsonb_path_query(w.draft, 'strict $.**.templateId', silent => true) as template
          union
          select jsonb_path_query(v.definition, 'strict $.**.templateId', silent => true)) as named
        where w.status <> 'archived')
     select template as id, count(distinct workflow)::int as uses
       from naming where template = any($1::text[]) group by template`,
    [templateIds],
  );
  return new Map(rows.map(({ id, uses }) => [id, uses]));
}
