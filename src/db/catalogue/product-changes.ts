import type { ProductChangeKind } from "../../domain/catalogue.ts";
import { anyLength } from "../core/any-length.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface ProductChange {
  product: string;
  kind: ProductChangeKind;
}

const changeArrays = rowArrays<ProductChange>(
  {
    product: ["text", ({ product }) => product],
    kind: ["text", ({ kind }) => kind],
  },
  2,
);

/**
 * Has just these changes of some products told: one that is being told goes on, and one that holds no
 * longer is told to nobody more. The caller holds the products.
 */
export async function setChanges(
  sql: Sql,
  products: readonly string[],
  changes: readonly ProductChange[],
): Promise<void> {
  await sql.query(
    {
      name: "set-product-changes",
      text: `with holding (product, kind) as materialized (
               select * from ${changeArrays.unnest}),
             gone as (
               delete from product_changes
                where product = any(${anyLength("$1", "text")})
                  and (product, kind) not in (select product, kind from holding))
             insert into product_changes (product, kind)
             select product, kind from holding order by product, kind on conflict do nothing`,
    },
    [products, ...changeArrays.values(changes)],
  );
}

/**
 * Holds the product whose change has waited the longest, of those that no other worker tells of.
 * @returns its external id
 */
export async function lockChangedProduct(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ externalId: string }>({
    name: "lock-changed-product",
    text: `select p.external_id as "externalId"
             from product_changes c join products p on p.external_id = c.product
            order by c.made_at limit 1 for update of p skip locked`,
  });
  return row?.externalId;
}

/** What is still to be told of a product that is held. */
export async function changeOf(
  sql: Sql,
  product: string,
): Promise<{ kind: ProductChangeKind; toldTo: string | null } | undefined> {
  const [row] = await sql.query<{ kind: ProductChangeKind; toldTo: string | null }>(
    {
      name: "change-of-product",
      text: `select kind, told_to as "toldTo" from product_changes
              where product = $1 order by made_at, kind limit 1`,
    },
    [product],
  );
  return row;
}

export async function setToldTo(
  sql: Sql,
  { product, kind }: ProductChange,
  contactId: string,
): Promise<void> {
  await sql.query("update product_changes set told_to = $3 where product = $1 and kind = $2", [
    product,
    kind,
    contactId,
  ]);
}

/** Everybody was told: what comes next is measured from how the product is now. */
export async function endChange(sql: Sql, { product, kind }: ProductChange): Promise<void> {
  await sql.query(
    `with gone as (delete from product_changes where product = $1 and kind = $2)
     update products
        set was_out = was_out and $2 <> 'backInStock',
            drop_from = case when $2 = 'priceDropped' then price else drop_from end
      where external_id = $1`,
    [product, kind],
  );
}
