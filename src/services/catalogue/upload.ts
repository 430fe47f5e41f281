import { isDeepStrictEqual } from "node:util";
import type { ProductsAnswer } from "../../contract/api/products.ts";
import { productBody } from "../../contract/api/products.ts";
import { parseOneOfMany } from "../../contract/parse.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import { setChanges } from "../../db/catalogue/product-changes.ts";
import { insertProducts, lockProducts, updateProducts } from "../../db/catalogue/products.ts";
import type { GivenProduct, KeptProduct } from "../../domain/catalogue.ts";
import { toTell, uploaded } from "../../domain/catalogue.ts";
import type { ServiceContext } from "../context.ts";
import { getCatalogueSettings } from "./settings.ts";

/** Small enough that the sweep, which holds a product for a page, is not kept waiting. */
const perTransaction = 250;

interface Placed {
  index: number;
  product: GivenProduct;
}

type Rejected = ProductsAnswer["rejected"][number];

/**
 * Takes products, each by itself: the faulty ones are named, the others kept. One that is just as it
 * was costs no write. What those who looked are to be told of is noted in the same transaction.
 */
export async function uploadProducts(
  context: ServiceContext,
  inputs: readonly unknown[],
): Promise<ProductsAnswer> {
  const good: Placed[] = [];
  const answer: ProductsAnswer = { created: 0, updated: 0, unchanged: 0, rejected: [] };
  for (const [index, input] of inputs.entries()) {
    const parsed = parseOneOfMany(productBody, input, ["products", index]);
    if (parsed.ok) good.push({ index, product: parsed.data });
    else {
      const { errors } = parsed;
      answer.rejected.push({ index, externalId: externalIdOf(input), errors });
    }
  }
  for (let from = 0; from < good.length; from += perTransaction) {
    const kept = await keep(context, good.slice(from, from + perTransaction));
    answer.created += kept.created;
    answer.updated += kept.updated;
    answer.unchanged += kept.unchanged;
    answer.rejected.push(...kept.rejected);
  }
  answer.rejected.sort((a, b) => a.index - b.index);
  return answer;
}

function keep(context: ServiceContext, products: readonly Placed[]): Promise<ProductsAnswer> {
  return context.transaction(async ({ sql }) => {
    const ids = [...new Set(products.map(({ product }) => product.externalId))];
    const before = await lockProducts(sql, ids);
    const known = new Set(before.map(({ externalId }) => externalId));
    const { minDropPercent } = await getCatalogueSettings(sql);
    const { after, unchanged, rejected } = applied(before, products);
    const made = after.filter(({ externalId }) => !known.has(externalId));
    const changed = after.filter(({ externalId }) => known.has(externalId));
    const inserted = await insertProducts(sql, made);
    if (inserted < made.length) throw new LostRace("a product that another upload has made");
    await updateProducts(sql, changed);
    const changes = after.flatMap((product) =>
      toTell(product, minDropPercent).map((kind) => ({ product: product.externalId, kind })),
    );
    if (after.length > 0)
      await setChanges(
        sql,
        after.map(({ externalId }) => externalId),
        changes,
      );
    return { created: made.length, updated: changed.length, unchanged, rejected };
  });
}

/** What an upload makes of products, one row after the other: a product may have several. */
function applied(
  before: readonly KeptProduct[],
  products: readonly Placed[],
): { after: KeptProduct[]; unchanged: number; rejected: Rejected[] } {
  const kept = new Map(before.map((product) => [product.externalId, product]));
  const after = new Map<string, KeptProduct>();
  const rejected: Rejected[] = [];
  let unchanged = 0;
  for (const { index, product } of products) {
    const { externalId } = product;
    const present = after.get(externalId) ?? kept.get(externalId);
    const result = uploaded(present, product);
    if (result.outcome === "faulty") {
      const path = `products[${index}].${result.field}`;
      rejected.push({ index, externalId, errors: [{ path, message: result.message }] });
    } else if (isDeepStrictEqual(result.product, present)) unchanged += 1;
    else after.set(externalId, result.product);
  }
  // Sorted, so that uploads of the same new products at the same time can't deadlock.
  const sorted = [...after.values()].toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
  return { after: sorted, unchanged, rejected };
}

function externalIdOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("externalId" in input)) return null;
  const id = input.externalId;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
