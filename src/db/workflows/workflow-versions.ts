import type { Definition } from "../../contract/definition.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import type { WrittenPlan } from "../../domain/plan.ts";
import type { Sql } from "../core/database.ts";

export interface VersionRow {
  id: string;
  number: number;
  publishedAt: Date;
  current: boolean;
}

const columns = `v.id, v.number, v.published_at as "publishedAt",
  v.number is not distinct from w.current_version as current`;

/** SQL of a definition without the places of its blocks on the canvas, which change no run. */
const unplaced = (definition: string): string =>
  `jsonb_set(${definition}, '{blocks}', (
     select coalesce(jsonb_agg(b.block - 'position' order by b.place), '[]')
       from jsonb_array_elements(${definition}->'blocks') with ordinality b (block, place)))`;

/**
 * The version that new runs are started with, where it says the same as the definition and its
 * messages are made from the same (a version from before contents were kept says nothing of that).
 */
export async function currentVersionIfUnchanged(
  sql: Sql,
  workflowId: string,
  definition: Definition,
  { fingerprint }: VersionContents,
): Promise<VersionRow | undefined> {
  // jsonb compares by value, whatever the order of keys.
  const [row] = await sql.query<VersionRow>(
    `select ${columns} from workflows w
       join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
      where w.id = $1 and ${unplaced("v.definition")} = ${unplaced("$3::jsonb")}
        and coalesce(v.contents->>'fingerprint', $2) = $2`,
    [workflowId, fingerprint, JSON.stringify(definition)],
  );
  return row;
}

export interface NewVersion {
  id: string;
  workflowId: string;
  definition: Definition;
  plan: WrittenPlan;
  contents: VersionContents;
}

/** Numbers and keeps a version, and makes it the one that new runs get. The workflow is locked. */
export async function insertVersion(sql: Sql, version: NewVersion): Promise<VersionRow> {
  const [row] = await sql.query<VersionRow>(
    `with made as (
       insert into workflow_versions (id, workflow_id, number, definition, plan, contents)
       select $1, $2, 1 + coalesce(max(number), 0), $3, $4, $5
         from workflow_versions where workflow_id = $2
       returning id, workflow_id, number, published_at),
     set_current as (
       update workflows w set current_version = made.number, updated_at = now()
         from made where w.id = made.workflow_id)
     select id, number, published_at as "publishedAt", true as current from made`,
    [
      version.id,
      version.workflowId,
      JSON.stringify(version.definition),
      JSON.stringify(version.plan),
      JSON.stringify(version.contents),
    ],
  );
  if (row === undefined) throw new Error("the insert of a version answered nothing");
  return row;
}

export interface VersionWithContents extends VersionRow {
  definition: Definition;
  plan: WrittenPlan;
  /** Null for a version that was published before they were kept. */
  contents: VersionContents | null;
}

export async function versionByNumber(
  sql: Sql,
  workflowId: string,
  number: number,
): Promise<VersionWithContents | undefined> {
  const [row] = await sql.query<VersionWithContents>(
    `select ${columns}, v.definition, v.plan, nullif(v.contents, '{}') as contents from workflows w join workflow_versions v on v.workflow_id = w.id
      where w.id = $1 and v.number = $2 and not v.test`,
    [workflowId, number],
  );
  return row;
}

/** Notes the event types that runs of a version wait for. */
export async function insertVersionAwaits(
  sql: Sql,
  versionId: string,
  eventTypeIds: readonly string[],
): Promise<void> {
  if (eventTypeIds.length === 0) return;
  await sql.query(
    `insert into version_awaits (version_id, event_type_id)
     select $1, unnest($2::uuid[]) on conflict do nothing`,
    [versionId, eventTypeIds],
  );
}

/**
 * Keeps a draft for test launches, as a version that no list shows and that never becomes current.
 * The same draft again gives the same one.
 * @returns its id
 */
export async function ensureTestVersion(sql: Sql, version: NewVersion): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `with known as (
       select id from workflow_versions
        where workflow_id = $2 and test and definition = $3 and contents->>'fingerprint' = $5::jsonb->>'fingerprint'
        limit 1),
     made as (
       insert into workflow_versions (id, workflow_id, number, definition, plan, contents, test)
       select $1, $2, 0, $3, $4, $5, true where not exists (select from known)
       returning id)
     select id from known union all select id from made`,
    [
      version.id,
      version.workflowId,
      JSON.stringify(version.definition),
      JSON.stringify(version.plan),
      JSON.stringify(version.contents),
    ],
  );
  if (row === undefined) throw new Error("the insert of a version answered nothing");
  return row.id;
}
