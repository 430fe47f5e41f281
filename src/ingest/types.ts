import { newId } from "../platform/new-id.ts";
import type { KnownTypes } from "../db/events/bindings-for-events.ts";
import { registerTypes, typesAndBindingsOf } from "../db/events/bindings-for-events.ts";
import type { Sql } from "../db/core/database.ts";

/** The types of a batch with their bindings; unknown ones are registered in the category Other. */
export async function typesOf(sql: Sql, keys: readonly string[]): Promise<KnownTypes> {
  const known = await typesAndBindingsOf(sql, keys);
  const unknown = keys.filter((key) => !known.types.has(key));
  if (unknown.length === 0) return known;
  await registerTypes(
    sql,
    unknown.map((key) => ({ id: newId(), key, category: "other", source: "api" })),
  );
  // Asked again, since somebody else may have registered (and even bound) them meanwhile.
  const again = await typesAndBindingsOf(sql, unknown);
  return { ...known, types: new Map([...known.types, ...again.types]) };
}
