import type { Knex } from "knex";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { beginningPattern } from "../core/like.ts";
import type { Bounds, NewestFirst, Part } from "../core/look-through.ts";
import { contactsFoundBy } from "./contact-search.ts";

/** What somebody looks for in a list whose rows have a key and a contact. */
export interface Found {
  search: string;
  /** Of the contacts that it names. */
  contactIds: readonly string[];
}

/** @returns null where nothing is looked for */
export async function lookFor(sql: Sql, { search }: { search?: string }): Promise<Found | null> {
  if (search === undefined || search === "") return null;
  return { search, contactIds: await contactsFoundBy(sql, search) };
}

/** Rows whose key begins with it, and rows of its contacts. */
export function ofFound(
  table: string,
  key: string,
  { search, contactIds }: Found,
): (query: Knex.QueryBuilder) => void {
  return (query) => {
    query
      .whereLike(`${table}.${key}`, beginningPattern(search))
      .orWhereRaw("?? = any(?::uuid[])", [`${table}.contact_id`, [...contactIds]]);
  };
}

/** So many of the newest rows of one contact are looked at for a page. */
const mostOfOne = 3_000;

/** The rows of its contacts: of each a walk along the index on contact and sort key. */
export function ofContacts({ table, order }: NewestFirst, found: Found, bounds: Bounds): Part {
  const ofOne = builder(table)
    .select([...order])
    .whereRaw("contact_id = sought.id")
    .limit(mostOfOne);
  for (const column of order) ofOne.orderBy(column, "desc");
  bounds(ofOne, order);
  const from = builder.raw(
    "(select row.* from unnest(?::uuid[]) as sought (id) cross join lateral (?) as row) as of_contacts",
    [[...found.contactIds], ofOne],
  );
  return { from, order, narrow: () => undefined };
}
