import type { Definition } from "../contract/definition.ts";
import type { Plan } from "../domain/plan.ts";
import type { Sql } from "./database.ts";

export interface VersionRow {
  id: string;
  number: number;
  publishedAt: Date;
  current: boolean;
}

const columns = `v.id, v.number, v.published_at as "publishedAt",
  v.number is not distinct from w.current_version as current`;

/** The version that new runs are started with, where it says the same as the draft. */
export async function currentVersionIfUnchanged(
  sql: Sql,
  workflowId: string,
): Promise<VersionRow | undefined> {
  // jsonb compares by value, whatever the order of keys.
  const [row] = await sql.query<VersionRow>(
    `select ${columns} from workflows w
       join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
      where w.id = $1 and v.definition = w.draft`,
    [workflowId],
  );
  return row;
}

/** Numbers and keeps a version, and makes it the one that new runs get. The workflow is locked. */
export async function insertVersion(
  sql: Sql,
  version: { id: string; workflowId: string; definition: Definition; plan: Plan },
): Promise<VersionRow> {
  const [row] = await sql.query<VersionRow>(
    `with made as (
       insert into workflow_versions (id, workflow_id, number, definition, plan)
       select $1, $2, 1 + coalesce(max(number), 0), $3, $4
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
    ],
  );
  if (row === undefined) throw new Error("the insert of a version answered nothing");
  return row;
}

/** The versions of a workflow below a number, newest first. */
export async function versionsBelow(
  sql: Sql,
  workflowId: string,
  below: number | null,
  limit: number,
): Promise<VersionRow[]> {
  return sql.query<VersionRow>(
    `select ${columns} from workflows w join workflow_versions v on v.workflow_id = w.id
      where w.id = $1 and ($2::int is null or v.number < $2)
      order by v.number desc limit $3`,
    [workflowId, below, limit],
  );
}

export async function versionByNumber(
  sql: Sql,
  workflowId: string,
  number: number,
): Promise<(VersionRow & { definition: Definition }) | undefined> {
  const [row] = await sql.query<VersionRow & { definition: Definition }>(
    `select ${columns}, v.definition from workflows w join workflow_versions v on v.workflow_id = w.id
      where w.id = $1 and v.number = $2`,
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
