import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeCursor } from "../../contract/api/page.ts";
import type { PresentedProduct } from "../../contract/api/products.ts";
import { AppError } from "../../contract/errors.ts";
import type { ProductFilter, ProductRow } from "../../db/catalogue/products.ts";
import * as rows from "../../db/catalogue/products.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";

export const noProduct = (): AppError => new AppError("not_found", "there is no such product");

/** @throws AppError `not_found` */
export async function getProduct(
  { sql }: ServiceContext,
  externalId: string,
): Promise<PresentedProduct> {
  const [row] = await rows.productsByExternalIds(sql, [externalId]);
  if (row === undefined) throw noProduct();
  return presented(row);
}

/** Products in the order of their external ids. */
export async function listProducts(
  { sql }: ServiceContext,
  { limit, after, ...filter }: PageRequest & ProductFilter,
): Promise<Page<PresentedProduct>> {
  const [behind = null] = after === undefined ? [] : decodeCursor(after, 1);
  const found = await rows.productsBehind(sql, filter, behind, limit + 1);
  const page = { rows: found.rows.map(presented), goOnBehind: found.goOnBehind };
  return cutLookedThrough(page, limit, ({ externalId }) => [externalId]);
}

/**
 * Deletes a product; what is still to be told of it is told to nobody more. Who has looked at it stays
 * remembered, should it come back.
 * @throws AppError `not_found`
 */
export async function deleteProduct({ sql }: ServiceContext, externalId: string): Promise<void> {
  if (!(await rows.deleteProduct(sql, externalId))) throw noProduct();
}

function presented({ wasOut: _wasOut, dropFrom: _dropFrom, ...product }: ProductRow) {
  return product;
}
