import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { beginningPattern } from "../core/like.ts";
import type { Bounds, NewestFirst, Way } from "../core/look-through.ts";

/** So many entries of the index on keys can be sorted for a page. */
const mostSorted = 20_000;
/** So many different keys can be looked up one by one. */
const mostKeys = 100;

/**
 * The ways to events whose key begins with a text: all of them at once, where they are few enough to
 * be sorted; key by key, where few keys have many events; none, where there is too much of both.
 */
export async function waysOfKeys(
  sql: Sql,
  { table, order }: NewestFirst,
  prefix: string,
  bounds: Bounds,
): Promise<Way[]> {
  const entries = builder(table).select("id").whereLike("key_value", beginningPattern(prefix));
  // Without the bounds: what lies beyond them is passed over entry by entry.
  const isMany = (await sql.run(entries.clone().offset(mostSorted).limit(1))).length > 0;
  bounds(entries, order);
  if (!isMany) {
    // OFFSET 0: or else Postgres may walk through the whole list in its order instead.
    const from = builder.raw("(? offset 0) as entries", [entries]);
    return [[{ from, order, narrow: () => undefined }]];
  }
  const keys = await keysBeginning(sql, prefix);
  if (keys.length > mostKeys) return [];
  return [
    keys.map((key) => ({ from: table, order, narrow: (query) => query.where("key_value", key) })),
  ];
}

/** Different keys, from one to the next in the index: up to one more than `mostKeys`. */
async function keysBeginning(sql: Sql, prefix: string): Promise<string[]> {
  const rows = await sql.query<{ key: string }>(
    `with recursive keys as (
       (select key_value as key from events where key_value like $1
         order by key_value using ~<~ limit 1)
       union all
       select (select key_value from events where key_value like $1 and key_value ~>~ keys.key
                order by key_value using ~<~ limit 1)
         from keys where keys.key is not null)
     select key from keys where key is not null limit ${mostKeys + 1}`,
    [beginningPattern(prefix)],
  );
  return rows.map(({ key }) => key);
}
