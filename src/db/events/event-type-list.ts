import type { ParamRule } from "../../domain/event.ts";
import type { EventCategory } from "../../contract/event-categories.ts";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { likeLiteral } from "../core/like.ts";

export interface EventTypeRow {
  id: string;
  key: string;
  name: string;
  description: string;
  category: EventCategory;
  source: "manual" | "api" | "system";
  validation: ParamRule[] | null;
  createdAt: Date;
  updatedAt: Date;
  /** Workflows that are not archived, each counted once. */
  startedWorkflows: number;
  stoppedWorkflows: number;
  lastEventId: string | null;
  lastEventAt: Date | null;
}

export interface EventTypeFilter {
  search?: string | undefined;
  category?: EventCategory | undefined;
  source?: EventTypeRow["source"] | undefined;
  /** Whether workflows that are not archived are linked to it, and how. */
  dependency?: "start" | "stop" | "none" | undefined;
}

const links = `from bindings b join workflows w on w.id = b.workflow_id
                where b.event_type_id = t.id and w.status <> 'archived'`;
const boundWorkflows = (role: "start" | "stop") =>
  builder.raw(`(select count(distinct b.workflow_id) ${links} and b.role = ?)`, [role]);

/** @param before an event's id: later events don't count as a type's last one */
export function selectEventTypes(before: string | null) {
  return (
    builder("event_types as t")
      // Ids sort by time, so the last event is one step into the index.
      .joinRaw(
        // Where none is kept, the last of those that are gone.
        `left join lateral (
           (select e.id, e.received_at from events e
             where e.type_id = t.id ${before === null ? "" : "and e.id < ?"}
             order by e.id desc limit 1)
           union all
           select f.last_event_id, f.last_event_at from forgotten_events f where f.type_id = t.id
            order by 1 desc limit 1) as last on true`,
        before === null ? [] : [before],
      )
      .select({
        id: "t.id",
        key: "t.key",
        name: "t.name",
        description: "t.description",
        category: "t.category",
        source: "t.source",
        validation: "t.validation",
        createdAt: "t.created_at",
        updatedAt: "t.updated_at",
        startedWorkflows: boundWorkflows("start"),
        stoppedWorkflows: boundWorkflows("stop"),
        lastEventId: "last.id",
        lastEventAt: "last.received_at",
      })
  );
}

function filtered(query: ReturnType<typeof selectEventTypes>, filter: EventTypeFilter) {
  const { search, category, source, dependency } = filter;
  if (category !== undefined) query.where("t.category", category);
  if (source !== undefined) query.where("t.source", source);
  if (dependency === "none") query.whereRaw(`not exists (select 1 ${links})`);
  else if (dependency !== undefined) {
    query.whereRaw(`exists (select 1 ${links} and b.role = ?)`, [dependency]);
  }
  if (search !== undefined) {
    const pattern = `%${likeLiteral(search)}%`;
    query.where((either) => {
      void either.whereILike("t.key", pattern).orWhereILike("t.name", pattern);
    });
  }
  return query;
}

/** By key, above `after` if given. `search` is looked for in key and name. */
export async function eventTypesByKey(
  sql: Sql,
  filter: EventTypeFilter,
  limit: number,
  after: string | null,
): Promise<EventTypeRow[]> {
  const query = filtered(selectEventTypes(null), filter).orderBy("t.key").limit(limit);
  if (after !== null) query.where("t.key", ">", after);
  return sql.run<EventTypeRow>(query);
}

/**
 * The type with the latest event first; those that never had one last, by key. All pages see the
 * events from before `before`, so that one that comes in meanwhile moves nothing between them.
 */
export async function eventTypesByLastEvent(
  sql: Sql,
  filter: EventTypeFilter,
  limit: number,
  before: string,
  after: { lastEventId: string | null; key: string } | null,
): Promise<EventTypeRow[]> {
  const query = filtered(selectEventTypes(before), filter)
    .orderByRaw("last.id desc nulls last, t.key")
    .limit(limit);
  if (after?.lastEventId === null) query.whereNull("last.id").where("t.key", ">", after.key);
  else if (after !== null) {
    query.whereRaw("(last.id < ?::uuid or last.id is null)", [after.lastEventId]);
  }
  return sql.run<EventTypeRow>(query);
}
