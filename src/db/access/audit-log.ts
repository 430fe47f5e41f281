import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";

export interface AuditRow {
  id: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  /** Null: it is gone, or the key of the environment. */
  actorName: string | null;
  request: string | null;
  entity: string;
  entityId: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface AuditFilter {
  actorKind?: string | undefined;
  actorId?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  action?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Changes by people and keys, newest first, below a given id. */
export async function auditRowsBelow(
  sql: Sql,
  filter: AuditFilter,
  below: number | null,
  limit: number,
): Promise<AuditRow[]> {
  const { actorKind, actorId, entity, entityId, action, from, to } = filter;
  const query = builder("audit_log as a")
    .leftJoin("people as p", (join) =>
      join.on("p.id", "a.actor_id").andOn("a.actor_kind", builder.raw("'person'")),
    )
    .leftJoin("api_keys as k", (join) =>
      join.on("k.id", "a.actor_id").andOn("a.actor_kind", builder.raw("'key'")),
    )
    .select({
      id: "a.id",
      at: "a.at",
      actorKind: "a.actor_kind",
      actorId: "a.actor_id",
      actorName: builder.raw("coalesce(p.name, k.name)"),
      request: "a.request",
      entity: "a.entity",
      entityId: "a.entity_id",
      action: "a.action",
      before: "a.before",
      after: "a.after",
    })
    .orderBy("a.id", "desc")
    .limit(limit);
  if (actorKind !== undefined) query.where("a.actor_kind", actorKind);
  if (actorId !== undefined) query.where("a.actor_id", actorId);
  if (entity !== undefined) query.where("a.entity", entity);
  if (entityId !== undefined) query.where("a.entity_id", entityId);
  if (action !== undefined) query.where("a.action", action);
  if (from !== undefined) query.where("a.at", ">=", from);
  if (to !== undefined) query.where("a.at", "<", to);
  if (below !== null) query.where("a.id", "<", below);
  return sql.run<AuditRow>(query);
}
