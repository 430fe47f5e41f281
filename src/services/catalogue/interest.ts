import type { z } from "zod";
import type { ProductAsked, ProductFigures } from "../../contract/api/products.ts";
import { siteProductAsk } from "../../contract/api/products.ts";
import { AppError } from "../../contract/errors.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { InterestRow } from "../../db/catalogue/product-interest.ts";
import {
  countInterest,
  forgetInterest,
  interestOfContact,
  noteAsk,
} from "../../db/catalogue/product-interest.ts";
import { productsByExternalIds } from "../../db/catalogue/products.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import type { Sql } from "../../db/core/database.ts";
import type { ProductChangeKind } from "../../domain/catalogue.ts";
import { contactOfToken } from "../contact-tokens/contact-tokens.ts";
import { noContact } from "../contacts/contacts.ts";
import type { ContactUpload } from "../contacts/upsert.ts";
import { upsertInTransaction } from "../contacts/upsert.ts";
import type { ServiceContext } from "../context.ts";
import { getProduct, noProduct } from "./products.ts";

/**
 * Notes that a contact, who is found or made, wants to be told once when a product is back, or cheaper.
 * @throws AppError `not_found` where there is no such product
 */
export async function askForProduct(
  context: ServiceContext,
  externalId: string,
  { contact, about }: { contact: ContactUpload; about: ProductChangeKind },
): Promise<ProductAsked> {
  return context.transaction(async (inside) => {
    const inStock = await isInStock(inside.sql, externalId);
    const { contactId } = await upsertInTransaction(inside, contact);
    await noteAsk(inside.sql, contactId, externalId, about);
    return { contactId, externalId, about, inStock };
  });
}

/**
 * The same from a page of a site, where anybody may call: of the contact whom a signed token names, as
 * whoever could name an address would have messages sent to its owner.
 * @throws AppError `invalid`, `unauthenticated`, `not_found`
 */
export async function askFromSite(context: ServiceContext, body: unknown): Promise<void> {
  const { token, productId, about } = parsed(body);
  await context.transaction(async (inside) => {
    await isInStock(inside.sql, productId);
    const contactId = await contactOfToken(inside, token);
    if ((await contactById(inside.sql, contactId, "for update")) === null) throw noContact();
    await noteAsk(inside.sql, contactId, productId, about);
  });
}

function parsed(body: unknown): z.output<typeof siteProductAsk> {
  const read = siteProductAsk.safeParse(body);
  if (read.success) return read.data;
  throw new AppError("invalid", "the request has faults", { faults: fieldErrorsOf(read.error) });
}

async function isInStock(sql: Sql, externalId: string): Promise<boolean> {
  const [product] = await productsByExternalIds(sql, [externalId]);
  if (product === undefined) throw noProduct();
  return product.inStock;
}

/** @throws AppError `not_found` */
export async function productInterests(
  { sql }: ServiceContext,
  contactId: string,
): Promise<{ items: InterestRow[] }> {
  if ((await contactById(sql, contactId)) === null) throw noContact();
  return { items: await interestOfContact(sql, contactId) };
}

/** @throws AppError `not_found` */
export async function forgetProductInterest(
  { sql }: ServiceContext,
  contactId: string,
  externalId: string,
): Promise<void> {
  if (!(await forgetInterest(sql, contactId, externalId))) {
    throw new AppError("not_found", "nothing is remembered of the contact and the product");
  }
}

/** @throws AppError `not_found` */
export async function productFigures(
  context: ServiceContext,
  externalId: string,
): Promise<ProductFigures> {
  await getProduct(context, externalId);
  return countInterest(context.sql, externalId);
}
