import type { KeptProduct, Product } from "../../domain/catalogue.ts";
import { anyLength } from "../core/any-length.ts";
import { bulkInsert, rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import type { RowsLookedFor } from "../core/look-through.ts";

export interface ProductRow extends KeptProduct {
  createdAt: Date;
  updatedAt: Date;
}

const facts = `
  p.external_id as "externalId", p.name, p.url, p.image_url as "imageUrl", p.price, p.currency,
  p.in_stock as "inStock", p.quantity, p.category, p.attributes`;
const kept = `${facts}, p.was_out as "wasOut", p.drop_from as "dropFrom"`;
const columns = `${kept}, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

/** Holds products until the transaction ends; those that there are. */
export async function lockProducts(
  sql: Sql,
  externalIds: readonly string[],
): Promise<KeptProduct[]> {
  return sql.query<KeptProduct>(
    {
      name: "lock-products",
      text: `select ${kept} from products p
              where p.external_id = any(${anyLength("$1", "text")})
              order by p.external_id for update`,
    },
    [externalIds],
  );
}

/** What is known of products, for messages. */
export async function lookUpProducts(sql: Sql, externalIds: readonly string[]): Promise<Product[]> {
  if (externalIds.length === 0) return [];
  return sql.query<Product>(
    {
      name: "look-up-products",
      text: `select ${facts} from products p
              where p.external_id = any(${anyLength("$1", "text")})`,
    },
    [externalIds],
  );
}

/** Products by their external ids, those that there are. */
export async function productsByExternalIds(
  sql: Sql,
  externalIds: readonly string[],
): Promise<ProductRow[]> {
  return sql.query<ProductRow>(
    {
      name: "products-by-external-ids",
      text: `select ${columns} from products p
              where p.external_id = any(${anyLength("$1", "text")}) order by p.external_id`,
    },
    [externalIds],
  );
}

export interface ProductFilter {
  search?: string | undefined;
  category?: string | undefined;
  inStock?: boolean | undefined;
}

/** How many products a page looks through at most: filters may let hardly any pass. */
const mostLookedThrough = 10_000;

/** Products in the order of their external ids, behind one. */
export async function productsBehind(
  sql: Sql,
  { search, category, inStock }: ProductFilter,
  after: string | null,
  limit: number,
): Promise<RowsLookedFor<ProductRow>> {
  const rows = await sql.query<ProductRow>(
    `select ${columns}
       from (select * from products where external_id > $2 order by external_id
              limit ${mostLookedThrough}) p
      where ($3::text is null or strpos(lower(p.name), lower($3)) > 0
             or strpos(lower(p.external_id), lower($3)) > 0)
        and ($4::text is null or p.category = $4)
        and ($5::bool is null or p.in_stock = $5)
      order by p.external_id limit $1`,
    [limit, after ?? "", search ?? null, category ?? null, inStock ?? null],
  );
  if (rows.length === limit) return { rows, goOnBehind: null };
  const [last] = await sql.query<{ externalId: string }>(
    `select external_id as "externalId" from products where external_id > $1
      order by external_id offset ${mostLookedThrough - 1} limit 1`,
    [after ?? ""],
  );
  return { rows, goOnBehind: last === undefined ? null : [last.externalId] };
}

const productArrays = {
  external_id: ["text", ({ externalId }: KeptProduct) => externalId],
  name: ["text", ({ name }: KeptProduct) => name],
  url: ["text", ({ url }: KeptProduct) => url],
  image_url: ["text", ({ imageUrl }: KeptProduct) => imageUrl],
  price: ["numeric", ({ price }: KeptProduct) => price],
  currency: ["text", ({ currency }: KeptProduct) => currency],
  in_stock: ["bool", ({ inStock }: KeptProduct) => inStock],
  quantity: ["numeric", ({ quantity }: KeptProduct) => quantity],
  category: ["text", ({ category }: KeptProduct) => category],
  attributes: ["jsonb", ({ attributes }: KeptProduct) => JSON.stringify(attributes)],
  was_out: ["bool", ({ wasOut }: KeptProduct) => wasOut],
  drop_from: ["numeric", ({ dropFrom }: KeptProduct) => dropFrom],
} as const;

const inserted = bulkInsert<KeptProduct>("products", productArrays);
const updated = rowArrays<KeptProduct>(productArrays);

/** @returns how many there were not yet: another upload may have made some meanwhile */
export async function insertProducts(sql: Sql, products: readonly KeptProduct[]): Promise<number> {
  if (products.length === 0) return 0;
  const rows = await sql.query(
    {
      name: "insert-products",
      text: `${inserted.text} on conflict (external_id) do nothing returning 1`,
    },
    inserted.values(products),
  );
  return rows.length;
}

/** Writes products whose rows are locked. */
export async function updateProducts(sql: Sql, products: readonly KeptProduct[]): Promise<void> {
  if (products.length === 0) return;
  await sql.query(
    {
      name: "update-products",
      text: `update products p
                set name = t.name, url = t.url, image_url = t.image_url, price = t.price,
                    currency = t.currency, in_stock = t.in_stock, quantity = t.quantity,
                    category = t.category, attributes = t.attributes, was_out = t.was_out,
                    drop_from = t.drop_from, updated_at = now()
               from ${updated.unnest} as t (${updated.names})
              where p.external_id = t.external_id`,
    },
    updated.values(products),
  );
}

/** @returns false: there was none */
export async function deleteProduct(sql: Sql, externalId: string): Promise<boolean> {
  const rows = await sql.query("delete from products where external_id = $1 returning 1", [
    externalId,
  ]);
  return rows.length > 0;
}
