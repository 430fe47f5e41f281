import type { Knex } from "knex";
import { contactNameOf } from "../contacts/contact-names.ts";
import type { Found } from "../contacts/found-by-search.ts";
import { lookFor, ofContacts } from "../contacts/found-by-search.ts";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { beginningPattern } from "../core/like.ts";
import type { Bounds, Part, RowsLookedFor, Way } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";
import type { OrderRow } from "./orders.ts";

export interface OrderFilter {
  contactId?: string | undefined;
  status?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** The beginning of a number, or something by which the contact is found. */
  search?: string | undefined;
}

export interface ListedOrder extends Omit<OrderRow, "statuses"> {
  /** `orderedAt` to the microsecond: what a page is continued by. */
  orderedAtExact: string;
}

const list = { table: "orders", order: ["ordered_at", "id"] };

/** Orders, the latest date first, behind a given one. */
export async function ordersBehind(
  sql: Sql,
  filter: OrderFilter,
  behind: { at: string; id: string } | null,
  limit: number,
): Promise<RowsLookedFor<ListedOrder>> {
  const bounds: Bounds = (query) => {
    if (filter.from !== undefined) query.where("ordered_at", ">=", filter.from);
    if (filter.to !== undefined) query.where("ordered_at", "<", filter.to);
    if (behind === null) return;
    query.whereRaw("(ordered_at, id) < (?::timestamptz, ?::uuid)", [behind.at, behind.id]);
  };
  const { search, ...others } = filter;
  const found = await lookFor(sql, search === undefined ? {} : { search });
  const numbered = found === null ? [] : await numberedAs(sql, found.search);
  const ways = waysTo(others);
  if (found !== null) {
    const byNumber = inOrder((query) => query.whereRaw("id = any(?::uuid[])", [[...numbered]]));
    ways.push([byNumber, ofContacts(list, found, bounds)]);
  }
  const narrowed = await narrowest(sql, list, ways, bounds);
  const query = selected(narrowed.rows).limit(limit);
  if (filter.contactId !== undefined) query.where("o.contact_id", filter.contactId);
  if (filter.status !== undefined) query.where("o.status", filter.status);
  if (found !== null) query.where(sought(found, numbered));
  return rowsLookedFor(await sql.run<ListedOrder>(query), limit, narrowed);
}

/** Orders whose number begins with a text: so many of the first. */
async function numberedAs(sql: Sql, search: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from orders where external_id like $1 order by external_id limit 1000",
    [beginningPattern(search)],
  );
  return rows.map(({ id }) => id);
}

function sought({ contactIds }: Found, numbered: readonly string[]) {
  return (query: Knex.QueryBuilder): void => {
    query
      .whereRaw("o.id = any(?::uuid[])", [[...numbered]])
      .orWhereRaw("o.contact_id = any(?::uuid[])", [[...contactIds]]);
  };
}

function waysTo({ contactId, status }: OrderFilter): Way[] {
  const ways: Way[] = [];
  if (contactId !== undefined)
    ways.push([inOrder((query) => query.where({ contact_id: contactId }))]);
  // Most orders are delivered: those are found as quickly without an index.
  if (status !== undefined && status !== "DELIVERED") {
    ways.push([inOrder((query) => query.where({ status }))]);
  }
  if (ways.length === 0 && status !== undefined) ways.push([inOrder(() => undefined)]);
  return ways;
}

function inOrder(narrow: Part["narrow"]): Part {
  return { from: list.table, order: list.order, narrow };
}

function selected(rows: Knex.QueryBuilder): Knex.QueryBuilder {
  return builder(rows.as("o"))
    .select({
      id: "o.id",
      externalId: "o.external_id",
      contactId: "o.contact_id",
      contactName: builder.raw(contactNameOf("o.contact_id")),
      status: "o.status",
      totalCost: "o.total_cost",
      currency: "o.currency",
      orderedAt: "o.ordered_at",
      items: "o.items",
      details: "o.details",
      createdAt: "o.created_at",
      updatedAt: "o.updated_at",
      orderedAtExact: builder.raw(
        `to_char(o.ordered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      ),
    })
    .orderBy("o.ordered_at", "desc")
    .orderBy("o.id", "desc");
}
