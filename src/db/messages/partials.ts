import type { TemplatePartial } from "../../domain/message-content.ts";
import type { Sql } from "../core/database.ts";

export interface PartialRow extends TemplatePartial {
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `name, html, body_text as text, created_at as "createdAt", updated_at as "updatedAt"`;

export async function partialsByName(
  sql: Sql,
  names: readonly string[],
): Promise<Map<string, TemplatePartial>> {
  const rows = await sql.query<PartialRow>(
    `select ${columns} from partials where name = any($1::text[])`,
    [names],
  );
  return new Map(rows.map(({ name, html, text }) => [name, { html, text }]));
}

export async function partialByName(sql: Sql, name: string): Promise<PartialRow | undefined> {
  const [row] = await sql.query<PartialRow>(`select ${columns} from partials where name = $1`, [
    name,
  ]);
  return row;
}

/** Partials by name, above `after` if given. */
export async function partialsAbove(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<PartialRow[]> {
  return sql.query<PartialRow>(
    `select ${columns} from partials where $2::text is null or name > $2 order by name limit $1`,
    [limit, after],
  );
}

export async function putPartial(
  sql: Sql,
  name: string,
  partial: TemplatePartial,
): Promise<PartialRow> {
  const [row] = await sql.query<PartialRow>(
    `insert into partials (name, html, body_text) values ($1, $2, $3)
     on conflict (name) do update
       set html = excluded.html, body_text = excluded.body_text, updated_at = now()
     returning ${columns}`,
    [name, partial.html, partial.text],
  );
  if (row === undefined) throw new Error("the upsert of a partial answered nothing");
  return row;
}

/** @returns whether there was one */
export async function deletePartial(sql: Sql, name: string): Promise<boolean> {
  const rows = await sql.query("delete from partials where name = $1 returning 1", [name]);
  return rows.length > 0;
}
