import type { Draft } from "../../contract/draft.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Sql } from "../core/database.ts";

export interface Publisher {
  /** Null: nobody was noted, as with a version that the system published. */
  byKind: "person" | "key" | null;
  byId: string | null;
  byName: string | null;
}

/** SQL that joins who published the version `v`. */
const publishers = `
  left join lateral (
    select a.actor_kind, a.actor_id, coalesce(p.name, k.name) as name
      from audit_log a
      left join people p on a.actor_kind = 'person' and p.id = a.actor_id
      left join api_keys k on a.actor_kind = 'key' and k.id = a.actor_id
     where a.entity = 'workflowVersion' and a.entity_id = v.id::text and a.action = 'created'
     order by a.id limit 1) by on true`;

const publisher = `by.actor_kind as "byKind", by.actor_id as "byId", by.name as "byName"`;

export interface LiveVersion extends Publisher {
  workflowId: string;
  number: number;
  publishedAt: Date;
  /** Both, where they differ in any way; null where the draft is what was published. */
  draft: Draft | null;
  definition: Definition | null;
}

/** Of workflows that were published: what new runs get, and what the draft says beside it. */
export async function liveVersionsOf(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<LiveVersion[]> {
  return sql.query<LiveVersion>(
    `select w.id as "workflowId", v.number, v.published_at as "publishedAt", ${publisher},
            case when w.draft <> v.definition then w.draft end as draft,
            case when w.draft <> v.definition then v.definition end as definition
       from workflows w
       join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version and not v.test
       ${publishers}
      where w.id = any($1::uuid[])`,
    [workflowIds],
  );
}

export interface PublishedVersion extends Publisher {
  number: number;
  publishedAt: Date;
  current: boolean;
  definition: Definition;
}

/** The versions of a workflow below a number, newest first, each with what it says and who published it. */
export async function publishedVersionsBelow(
  sql: Sql,
  workflowId: string,
  below: number | null,
  limit: number,
): Promise<PublishedVersion[]> {
  return sql.query<PublishedVersion>(
    `select v.number, v.published_at as "publishedAt",
            v.number is not distinct from w.current_version as current, v.definition, ${publisher}
       from workflows w join workflow_versions v on v.workflow_id = w.id
       ${publishers}
      where w.id = $1 and not v.test and ($2::int is null or v.number < $2)
      order by v.number desc limit $3`,
    [workflowId, below, limit],
  );
}
