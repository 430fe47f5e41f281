import type { ProductChangeKind } from "../../domain/catalogue.ts";
import { required } from "../../domain/required.ts";
import { anyLength } from "../core/any-length.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** How many products are remembered of a contact, those that were asked for first. */
const maxProducts = 200;

export interface Look {
  contactId: string;
  product: string;
  what: "viewed" | "carted";
  at: Date;
}

const lookArrays = rowArrays<Look>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  product: ["text", ({ product }) => product],
  what: ["text", ({ what }) => what],
  at: ["timestamptz", ({ at }) => at],
});

/**
 * Notes who has looked at what. Of a contact who then has more products than are remembered, those go
 * that were looked at the longest ago.
 */
export async function noteLooks(sql: Sql, looks: readonly Look[]): Promise<void> {
  await sql.query(
    {
      name: "note-looks",
      text: `with looks as materialized (
               select contact_id, product collate "C" as product,
                      max(at) filter (where what = 'viewed') as viewed_at,
                      max(at) filter (where what = 'carted') as carted_at
                 from ${lookArrays.unnest} as l (${lookArrays.names})
                group by 1, 2 order by 1, 2),
             noted as (
               insert into product_interest as i (contact_id, product, viewed_at, carted_at, seen_on)
               select contact_id, product, viewed_at, carted_at, current_date from looks
                order by contact_id, product
               on conflict (contact_id, product) do update
                 set viewed_at = greatest(i.viewed_at, excluded.viewed_at),
                     carted_at = greatest(i.carted_at, excluded.carted_at),
                     seen_on = greatest(i.seen_on, excluded.seen_on)
               returning i.contact_id, xmax = 0 as is_new),
             grown as (select distinct contact_id from noted where is_new)
             delete from product_interest i using grown g
              where i.contact_id = g.contact_id
                and i.product in (
                  select o.product from product_interest o where o.contact_id = g.contact_id
                   order by o.stock_asked_at is null and o.price_asked_at is null,
                            greatest(o.viewed_at, o.carted_at, o.stock_asked_at, o.price_asked_at) desc,
                            o.product
                   offset ${maxProducts - 1})
                and not exists (select from looks l
                                 where l.contact_id = i.contact_id and l.product = i.product)`,
    },
    lookArrays.values(looks),
  );
}

/** Notes that a contact wants to be told once. */
export async function noteAsk(
  sql: Sql,
  contactId: string,
  product: string,
  kind: ProductChangeKind,
): Promise<void> {
  await sql.query(
    `insert into product_interest as i (contact_id, product, stock_asked_at, price_asked_at, seen_on)
     values ($1, $2, case when $3 = 'backInStock' then now() end,
             case when $3 = 'priceDropped' then now() end, current_date)
     on conflict (contact_id, product) do update
       set stock_asked_at = coalesce(excluded.stock_asked_at, i.stock_asked_at),
           price_asked_at = coalesce(excluded.price_asked_at, i.price_asked_at),
           seen_on = excluded.seen_on`,
    [contactId, product, kind],
  );
}

export interface InterestRow {
  product: string;
  viewedAt: Date | null;
  cartedAt: Date | null;
  stockAskedAt: Date | null;
  priceAskedAt: Date | null;
  stockToldAt: Date | null;
  priceToldAt: Date | null;
}

/** All that is remembered of a contact. */
export async function interestOfContact(sql: Sql, contactId: string): Promise<InterestRow[]> {
  return sql.query<InterestRow>(
    `select product, viewed_at as "viewedAt", carted_at as "cartedAt",
            stock_asked_at as "stockAskedAt", price_asked_at as "priceAskedAt",
            stock_told_at as "stockToldAt", price_told_at as "priceToldAt"
       from product_interest where contact_id = $1
      order by greatest(viewed_at, carted_at, stock_asked_at, price_asked_at) desc, product`,
    [contactId],
  );
}

/** How many contacts are counted for one product. */
const mostCounted = 10_000;

export interface InterestCounts {
  viewed: number;
  carted: number;
  stockAsked: number;
  priceAsked: number;
  told: number;
  isWhole: boolean;
}

/** Who has looked at a product, or asked for it: of the first contacts by their ids. */
export async function countInterest(sql: Sql, product: string): Promise<InterestCounts> {
  const [row] = await sql.query<InterestCounts>(
    `select count(viewed_at) as viewed, count(carted_at) as carted,
            count(stock_asked_at) as "stockAsked", count(price_asked_at) as "priceAsked",
            count(coalesce(stock_told_at, price_told_at)) as told, count(*) < $2 as "isWhole"
       from (select viewed_at, carted_at, stock_asked_at, price_asked_at, stock_told_at, price_told_at
               from product_interest where product = $1 order by contact_id limit $2) as first_ones`,
    [product, mostCounted],
  );
  return required(row, "counts");
}

/** @returns false: nothing was remembered */
export async function forgetInterest(
  sql: Sql,
  contactId: string,
  product: string,
): Promise<boolean> {
  const rows = await sql.query(
    "delete from product_interest where contact_id = $1 and product = $2 returning 1",
    [contactId, product],
  );
  return rows.length > 0;
}

/** The next contacts of whom something is remembered of a product, by their ids. */
export async function interestedBehind(
  sql: Sql,
  product: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ contactId: string }>(
    {
      name: "interested-behind",
      text: `select contact_id as "contactId" from product_interest
              where product = $1 and contact_id > $2 order by contact_id limit $3`,
    },
    [product, after ?? "00000000-0000-0000-0000-000000000000", limit],
  );
  return rows.map(({ contactId }) => contactId);
}

export interface ToBeTold {
  contactId: string;
  because: "asked" | "carted" | "viewed";
}

/**
 * Which of some contacts are to be told of a product's change, held until the transaction ends: who has
 * looked at it lately or asked, was not told of late, and has not bought it since. A shop's date may be
 * a mere day, and then the time of the upload counts.
 */
export async function toBeTold(
  sql: Sql,
  { product, kind }: { product: string; kind: ProductChangeKind },
  contactIds: readonly string[],
  { lookedWithinDays, waitHours }: { lookedWithinDays: number; waitHours: number },
): Promise<ToBeTold[]> {
  return sql.query<ToBeTold>(
    {
      name: "to-be-told-of-product",
      text: `with interested as (
               select i.contact_id,
                      case $2 when 'backInStock' then i.stock_asked_at else i.price_asked_at end as asked_at,
                      case $2 when 'backInStock' then i.stock_told_at else i.price_told_at end as told_at,
                      i.carted_at > now() - make_interval(days => $4) as has_carted,
                      greatest(i.viewed_at, i.carted_at) > now() - make_interval(days => $4) as has_looked,
                      greatest(i.viewed_at, i.carted_at, i.stock_asked_at, i.price_asked_at) as since
                 from product_interest i
                where i.contact_id = any(${anyLength("$3", "uuid")}) and i.product = $1)
             select c.id as "contactId",
                    case when i.asked_at is not null then 'asked' when i.has_carted then 'carted'
                         else 'viewed' end as because
               from interested i join contacts c on c.id = i.contact_id
              where (i.asked_at is not null
                     or (i.has_looked and coalesce(i.told_at, '-infinity') < now() - make_interval(hours => $5)))
                and not exists (
                  select from orders o
                   where o.contact_id = i.contact_id and o.ordered_at > i.since - interval '1 day'
                     and (o.ordered_at > i.since or o.created_at > i.since)
                     and o.status not in ('CANCELLED', 'ABANDONED_SHOPPING_CART')
                     and o.items @> jsonb_build_array(jsonb_build_object('externalItemId', $1::text)))
              order by c.id for key share of c`,
    },
    [product, kind, contactIds, lookedWithinDays, waitHours],
  );
}

/** Notes who was told, which uses up what they have asked for. */
export async function noteTold(
  sql: Sql,
  { product, kind }: { product: string; kind: ProductChangeKind },
  contactIds: readonly string[],
): Promise<void> {
  await sql.query(
    {
      name: "note-told-of-product",
      text: `update product_interest
                set stock_told_at = case when $2 = 'backInStock' then now() else stock_told_at end,
                    stock_asked_at = case when $2 = 'backInStock' then null else stock_asked_at end,
                    price_told_at = case when $2 = 'priceDropped' then now() else price_told_at end,
                    price_asked_at = case when $2 = 'priceDropped' then null else price_asked_at end
              where contact_id = any(${anyLength("$3", "uuid")}) and product = $1`,
    },
    [product, kind, contactIds],
  );
}
