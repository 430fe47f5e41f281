import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import type { Part, RowsLookedFor, Way } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";

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

const list = { table: "audit_log", order: ["id"] };

/** Changes by people and keys, newest first, below a given id. */
export async function auditRowsBelow(
  sql: Sql,
  filter: AuditFilter,
  below: number | null,
  limit: number,
): Promise<RowsLookedFor<AuditRow>> {
  const { actorKind, actorId, entity, entityId, action, from, to } = filter;
  const first = from === undefined ? null : await firstIdAt(sql, from, -slackSeconds);
  const end = to === undefined ? null : await firstIdAt(sql, to, slackSeconds);
  const narrowed = await narrowest(sql, list, waysTo(filter), (query) => {
    if (below !== null) query.where("id", "<", below);
    if (first !== null) query.where("id", ">=", first);
    if (end !== null) query.where("id", "<", end);
  });
  const query = builder(narrowed.rows.as("a"))
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
  return rowsLookedFor(await sql.run<AuditRow>(query), limit, narrowed);
}

/** Ids are given in the order of time, but for transactions that overlap. */
const slackSeconds = 120;

/** The first id that was given about a time, a bit before or behind it; null when none was since. */
async function firstIdAt(sql: Sql, at: Date, seconds: number): Promise<number | null> {
  const first = (entities: string): string => `
    (select id from audit_log
      where ${entities} and at >= $1::timestamptz + make_interval(secs => $2) order by at limit 1)`;
  // Each half has its index on time.
  const [row] = await sql.query<{ id: number | null }>(
    `select least(${first("entity in ('contact', 'order')")},
                  ${first("entity not in ('contact', 'order')")}) as id`,
    [at, seconds],
  );
  return row?.id ?? null;
}

/** What there is little of has an index: contacts and orders that API keys make have none by entity or time alone. */
function waysTo({ actorKind, actorId, entity, entityId, action, ...period }: AuditFilter): Way[] {
  const part = (narrow: Part["narrow"]): Part => ({ from: list.table, order: list.order, narrow });
  const ways: Way[] = [];
  if (entityId !== undefined) {
    ways.push([part((query) => query.where("entity_id", entityId))]);
  }
  if (entity !== undefined && entity !== "contact" && entity !== "order") {
    // The second condition says it in the words of the index.
    const words = "entity = ? and entity not in ('contact', 'order')";
    ways.push([part((query) => query.whereRaw(words, [entity]))]);
  }
  if (actorId !== undefined) {
    const kinds = actorKind === undefined ? ["person", "key"] : [actorKind];
    ways.push(
      kinds.map((kind) => part((query) => query.where({ actor_kind: kind, actor_id: actorId }))),
    );
  }
  if (actorKind === "person") ways.push([part((query) => query.whereRaw("actor_kind = 'person'"))]);
  if (action === "deleted") ways.push([part((query) => query.whereRaw("action = 'deleted'"))]);
  const isFiltered = [entity, actorKind, action, ...Object.values(period)].some(
    (one) => one !== undefined,
  );
  if (ways.length === 0 && isFiltered) ways.push([part(() => undefined)]);
  return ways;
}
