import { newId } from "../../platform/new-id.ts";
import type { Sql } from "../core/database.ts";
import { registerTypes } from "./bindings-for-events.ts";

/** The ids of types by their keys; unknown ones are registered, as their first event would. */
export async function typeIdsOf(sql: Sql, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const find = () =>
    sql.query<{ id: string; key: string }>(
      "select id, key from event_types where key = any($1::text[])",
      [keys],
    );
  let rows = await find();
  const known = new Set(rows.map(({ key }) => key));
  const unknown = [...new Set(keys)].filter((key) => !known.has(key));
  if (unknown.length > 0) {
    const types = unknown.map((key) => ({ id: newId(), key, category: "other", source: "manual" }));
    await registerTypes(sql, types);
    rows = await find();
  }
  return new Map(rows.map(({ id, key }) => [key, id]));
}

export async function isKnownType(sql: Sql, key: string): Promise<boolean> {
  return (await sql.query("select 1 from event_types where key = $1", [key])).length > 0;
}
