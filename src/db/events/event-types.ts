import type { ParamRule } from "../../domain/event.ts";
import type { EventCategory } from "../../contract/event-categories.ts";
import type { Sql } from "../core/database.ts";
import type { EventTypeRow } from "./event-type-list.ts";
import { selectEventTypes } from "./event-type-list.ts";

export async function eventTypeById(sql: Sql, id: string): Promise<EventTypeRow | null> {
  const [row] = await sql.run<EventTypeRow>(selectEventTypes(null).where("t.id", id));
  return row ?? null;
}

/** @returns false when the key is taken */
export async function insertEventType(
  sql: Sql,
  type: {
    id: string;
    key: string;
    name: string;
    description: string;
    category: EventCategory;
    validation: ParamRule[] | null;
  },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into event_types (id, key, name, description, category, validation, source)
     values ($1, $2, $3, $4, $5, $6, 'manual') on conflict (key) do nothing returning 1`,
    [type.id, type.key, type.name, type.description, type.category, json(type.validation)],
  );
  return rows.length > 0;
}

export interface EventTypeChange {
  name?: string | undefined;
  description?: string | undefined;
  category?: EventCategory | undefined;
  /** With null anything goes from now on. */
  validation?: ParamRule[] | null | undefined;
}

const json = (rules: ParamRule[] | null) => (rules === null ? null : JSON.stringify(rules));

/** @returns false when there is no such type */
export async function updateEventType(
  sql: Sql,
  id: string,
  change: EventTypeChange,
): Promise<boolean> {
  const rows = await sql.query(
    `update event_types
        set name = coalesce($2, name), description = coalesce($3, description),
            category = coalesce($4, category),
            validation = case when $5::boolean then $6::jsonb else validation end, updated_at = now()
      where id = $1 returning 1`,
    [
      id,
      change.name,
      change.description,
      change.category,
      change.validation !== undefined,
      json(change.validation ?? null),
    ],
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
