import type { EventCategory } from "../contract/event-categories.ts";
import type { Frequency } from "../domain/frequency.ts";
import type { Database, Sql } from "./database.ts";
import { builder } from "./database.ts";

export interface EventTypeRow {
  id: string;
  key: string;
  name: string;
  description: string;
  category: EventCategory;
  source: "manual" | "api" | "system";
  createdAt: Date;
  updatedAt: Date;
  /** Workflows that are not archived, each counted once. */
  startedWorkflows: number;
  stoppedWorkflows: number;
  lastEventAt: Date | null;
}

const boundWorkflows = (role: "start" | "stop") =>
  builder.raw(
    `(select count(distinct b.workflow_id) from bindings b join workflows w on w.id = b.workflow_id
       where b.event_type_id = t.id and b.role = ? and w.status <> 'archived')`,
    [role],
  );

function selection() {
  return builder("event_types as t").select({
    id: "t.id",
    key: "t.key",
    name: "t.name",
    description: "t.description",
    category: "t.category",
    source: "t.source",
    createdAt: "t.created_at",
    updatedAt: "t.updated_at",
    startedWorkflows: boundWorkflows("start"),
    stoppedWorkflows: boundWorkflows("stop"),
    // Ids sort by time, so the last event is one step into the index.
    lastEventAt: builder.raw(
      "(select e.received_at from events e where e.type_id = t.id order by e.id desc limit 1)",
    ),
  });
}

/** By key, above `after` if given. `search` is looked for in key and name. */
export async function listEventTypes(
  db: Database,
  filter: { search?: string | undefined; category?: EventCategory | undefined },
  limit: number,
  after: string | null,
): Promise<EventTypeRow[]> {
  const query = selection().orderBy("t.key").limit(limit);
  if (after !== null) query.where("t.key", ">", after);
  if (filter.category !== undefined) query.where("t.category", filter.category);
  if (filter.search !== undefined) {
    const pattern = `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
    query.where((either) => {
      void either.whereILike("t.key", pattern).orWhereILike("t.name", pattern);
    });
  }
  return db.run<EventTypeRow>(query);
}

export async function eventTypeById(db: Database, id: string): Promise<EventTypeRow | null> {
  const [row] = await db.run<EventTypeRow>(selection().where("t.id", id));
  return row ?? null;
}

/** @returns false when the key is taken */
export async function insertEventType(
  sql: Sql,
  type: { id: string; key: string; name: string; description: string; category: EventCategory },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into event_types (id, key, name, description, category, source)
     values ($1, $2, $3, $4, $5, 'manual') on conflict (key) do nothing returning 1`,
    [type.id, type.key, type.name, type.description, type.category],
  );
  return rows.length > 0;
}

export interface EventTypeChange {
  name?: string | undefined;
  description?: string | undefined;
  category?: EventCategory | undefined;
}

/** @returns false when there is no such type */
export async function updateEventType(
  sql: Sql,
  id: string,
  change: EventTypeChange,
): Promise<boolean> {
  const rows = await sql.query(
    `update event_types
        set name = coalesce($2, name), description = coalesce($3, description),
            category = coalesce($4, category), updated_at = now()
      where id = $1 returning 1`,
    [id, change.name, change.description, change.category],
  );
  return rows.length > 0;
}

/** The row lock keeps new bindings away until the transaction ends: their foreign key needs it. */
export async function lockEventType(
  sql: Sql,
  id: string,
): Promise<{ key: string; name: string; source: string } | null> {
  const [row] = await sql.query<{ key: string; name: string; source: string }>(
    "select key, name, source from event_types where id = $1 for update",
    [id],
  );
  return row ?? null;
}

/** Deletes a type and keeps what it was called. */
export async function deleteEventType(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `with gone as (delete from event_types where id = $1 returning id, key, name)
     insert into former_event_types (id, key, name) select id, key, name from gone`,
    [id],
  );
}

export interface Dependency {
  bindingId: string;
  role: "start" | "stop";
  enabled: boolean;
  frequency: Frequency | null;
  subject: "contact" | "key" | null;
  workflowId: string;
  workflowName: string;
  status: "draft" | "active" | "paused" | "archived";
}

/** Everything bound to a type, archived workflows too, by the workflow's name. */
export async function dependenciesOf(sql: Sql, eventTypeId: string): Promise<Dependency[]> {
  return sql.query<Dependency>(
    `select b.id as "bindingId", b.role, b.enabled, b.frequency, b.subject,
            w.id as "workflowId", w.name as "workflowName", w.status
       from bindings b join workflows w on w.id = b.workflow_id
      where b.event_type_id = $1 order by w.name, b.id`,
    [eventTypeId],
  );
}
