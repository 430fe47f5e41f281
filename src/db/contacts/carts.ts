import type { Cart } from "../../domain/cart.ts";
import { anyLength } from "../core/any-length.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface CartRow extends Cart {
  contactId: string;
}

export interface KeptCart extends CartRow {
  /** When it was found abandoned last. */
  abandonedAt: Date | null;
}

const columns = `k.contact_id as "contactId", k.items, k.total, k.currency, k.url, k.details,
  k.changed_at as "changedAt", k.stated_at as "statedAt"`;

/**
 * The carts of contacts, locked until the transaction ends; who had none has an empty one from now on.
 * A contact that is gone has none.
 */
export async function holdCarts(sql: Sql, contactIds: readonly string[]): Promise<CartRow[]> {
  return sql.query<CartRow>(
    {
      name: "hold-carts",
      // The update changes nothing: it locks the row, and returns it as it is after whoever had it.
      text: `insert into carts as k (contact_id)
             select c.id from contacts c where c.id = any(${anyLength("$1", "uuid")})
              order by c.id for key share
             on conflict (contact_id) do update set touched_at = k.touched_at
             returning ${columns}`,
    },
    [contactIds],
  );
}

const cartArrays = rowArrays<CartRow>(
  {
    contact_id: ["uuid", ({ contactId }) => contactId],
    items: ["jsonb", ({ items }) => JSON.stringify(items)],
    total: ["numeric", ({ total }) => total],
    currency: ["text", ({ currency }) => currency],
    url: ["text", ({ url }) => url],
    details: ["jsonb", ({ details }) => JSON.stringify(details)],
    changed_at: ["timestamptz", ({ changedAt }) => changedAt],
    stated_at: ["timestamptz", ({ statedAt }) => statedAt],
  },
  2,
);

/** Writes carts that are held. Those with items may be found abandoned, counted from `now`. */
export async function writeCarts(sql: Sql, carts: readonly CartRow[], now: Date): Promise<void> {
  if (carts.length === 0) return;
  await sql.query(
    {
      name: "write-carts",
      text: `update carts k
                set items = w.items, total = w.total, currency = w.currency, url = w.url,
                    details = w.details, changed_at = w.changed_at, stated_at = w.stated_at,
                    touched_at = $1::timestamptz,
                    idle_since = case when w.items = '[]' then null else $1::timestamptz end
               from ${cartArrays.unnest} as w (${cartArrays.names})
              where k.contact_id = w.contact_id`,
    },
    [now, ...cartArrays.values(carts)],
  );
}

export async function cartOfContact(sql: Sql, contactId: string): Promise<KeptCart | undefined> {
  const [row] = await sql.query<KeptCart>(
    `select ${columns}, k.abandoned_at as "abandonedAt" from carts k where k.contact_id = $1`,
    [contactId],
  );
  return row;
}

/** A cart that nothing has happened to for a time. */
export interface IdleCart extends CartRow {
  idleSince: Date;
  /** The same to the microsecond, which tells one abandonment from another. */
  change: string;
  /** Whether an order came in the meantime: then it was not left. */
  ordered: boolean;
}

/** So far before a cart an order may lie: many shops tell the day only, or by another clock. */
const orderSlack = "2 days";

/**
 * Carts with items that nothing has happened to for so long, the oldest first, locked with their
 * contacts. Those that another transaction is at are passed over: it may be changing them.
 */
export async function takeIdleCarts(sql: Sql, minutes: number, limit: number): Promise<IdleCart[]> {
  return sql.query<IdleCart>(
    `select ${columns}, k.idle_since as "idleSince",
            to_char(k.idle_since at time zone 'UTC', 'YYYYMMDDHH24MISSUS') as change,
            exists (
              select from orders o
               where o.contact_id = k.contact_id and o.created_at >= k.changed_at
                 and o.ordered_at >= k.changed_at - interval '${orderSlack}'
                 and o.status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED')) as ordered
       from carts k join contacts c on c.id = k.contact_id
      where k.idle_since <= now() - make_interval(mins => $1::int)
      order by k.idle_since limit $2
        for no key update of k skip locked for key share of c skip locked`,
    [minutes, limit],
  );
}

/** Notes that carts that are held were found abandoned: no more until they go on. */
export async function markAbandoned(sql: Sql, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  await sql.query(
    {
      name: "mark-abandoned-carts",
      text: `update carts set idle_since = null, abandoned_at = now()
              where contact_id = any(${anyLength("$1", "uuid")})`,
    },
    [contactIds],
  );
}

export interface Ordering {
  contactId: string;
  orderedAt: Date;
}

const orderingArrays = rowArrays<Ordering>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  ordered_at: ["timestamptz", ({ orderedAt }) => orderedAt],
});

/**
 * Clears the carts of contacts who have ordered. An order of long before, as uploads of a history
 * have them, is none of the cart's. What is told later of the time before changes nothing.
 */
export async function clearOrderedCarts(sql: Sql, orderings: readonly Ordering[]): Promise<void> {
  if (orderings.length === 0) return;
  await sql.query(
    {
      name: "clear-ordered-carts",
      text: `with ordered as materialized (
               select k.contact_id
                 from (select contact_id, max(ordered_at) as ordered_at
                         from ${orderingArrays.unnest} as o (${orderingArrays.names})
                        group by contact_id) as o
                 join carts k on k.contact_id = o.contact_id
                where k.changed_at - interval '${orderSlack}' <= o.ordered_at
                order by k.contact_id for no key update of k)
             update carts k
                set items = '[]', total = null, details = '{}', idle_since = null,
                    changed_at = date_trunc('milliseconds', clock_timestamp()),
                    stated_at = date_trunc('milliseconds', clock_timestamp()), touched_at = now()
               from ordered o where k.contact_id = o.contact_id`,
    },
    orderingArrays.values(orderings),
  );
}

/** Gives a contact the cart of another one, where that was changed later. */
export async function moveCart(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql.query(
    `insert into carts as k (contact_id, items, total, currency, url, details, changed_at, stated_at,
                             touched_at, idle_since, abandoned_at)
     select $2, items, total, currency, url, details, changed_at, stated_at, touched_at, idle_since,
            abandoned_at
       from carts where contact_id = $1 for update
     on conflict (contact_id) do update
       set items = excluded.items, total = excluded.total, currency = excluded.currency,
           url = excluded.url, details = excluded.details, changed_at = excluded.changed_at,
           stated_at = excluded.stated_at, touched_at = excluded.touched_at,
           idle_since = excluded.idle_since, abandoned_at = excluded.abandoned_at
       where excluded.changed_at > k.changed_at`,
    [from, into],
  );
}
