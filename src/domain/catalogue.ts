import { z } from "zod";

/** What is told of a product to those who have looked at it: also the keys of the events. */
export const productChangeKinds = ["backInStock", "priceDropped"] as const;
export type ProductChangeKind = (typeof productChangeKinds)[number];

export const catalogueSettings = z.strictObject({
  lookedWithinDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .meta({ description: "How long ago somebody may have viewed or carted a product to be told" }),
  minDropPercent: z
    .number()
    .min(0.01)
    .max(99)
    .default(5)
    .meta({ description: "How many percent of its price a product must cost less" }),
  waitHours: z.int().min(1).max(8_760).default(24).meta({
    description:
      "How long a contact who was told of a product is not told the same of it again, unless asked for",
  }),
});
export type CatalogueSettings = z.output<typeof catalogueSettings>;

export interface Product {
  externalId: string;
  name: string;
  url: string | null;
  imageUrl: string | null;
  price: number | null;
  currency: string | null;
  inStock: boolean;
  quantity: number | null;
  category: string | null;
  attributes: Record<string, unknown>;
}

/** A product with what has to be remembered until its changes are told. */
export interface KeptProduct extends Product {
  /** It was out of stock, and nobody was told since that it is back. */
  wasOut: boolean;
  /** The highest price since a drop was told. */
  dropFrom: number | null;
}

type OrNull<Fields> = { [Field in keyof Fields]?: Fields[Field] | null | undefined };

/** What an upload says of a product: what it leaves out stays, null empties. */
export type GivenProduct = Pick<Product, "externalId"> & OrNull<Omit<Product, "externalId">>;

export type Uploaded =
  | { outcome: "product"; product: KeptProduct }
  | { outcome: "faulty"; field: keyof Product; message: string };

/** What an upload makes of a product; undefined: it is new. */
export function uploaded(kept: KeptProduct | undefined, given: GivenProduct): Uploaded {
  const name = given.name ?? kept?.name;
  if (name === undefined) return faulty("name", "is missing: the product is new");
  const product: Product = {
    externalId: given.externalId,
    name,
    url: said(given.url, kept?.url),
    imageUrl: said(given.imageUrl, kept?.imageUrl),
    price: said(given.price, kept?.price),
    currency: said(given.currency, kept?.currency),
    inStock: inStockOf(kept, given),
    quantity: said(given.quantity, kept?.quantity),
    category: said(given.category, kept?.category),
    attributes:
      given.attributes === undefined ? (kept?.attributes ?? {}) : (given.attributes ?? {}),
  };
  if (product.price !== null && product.currency === null) {
    return faulty("currency", "is missing: a price needs one");
  }
  const wasOut = !product.inStock || (kept?.wasOut ?? false);
  return {
    outcome: "product",
    product: { ...product, wasOut, dropFrom: dropFrom(kept, product) },
  };
}

const faulty = (field: keyof Product, message: string): Uploaded => ({
  outcome: "faulty",
  field,
  message,
});

function said<Value>(
  given: Value | null | undefined,
  kept: Value | null | undefined,
): Value | null {
  return given === undefined ? (kept ?? null) : given;
}

/** A number of pieces says it too, where nothing else does. */
function inStockOf(kept: KeptProduct | undefined, { inStock, quantity }: GivenProduct): boolean {
  if (inStock != null) return inStock;
  if (quantity != null) return quantity > 0;
  return kept?.inStock ?? true;
}

/** Small steps downwards add up; prices of two currencies do not compare. */
function dropFrom(kept: KeptProduct | undefined, { price, currency }: Product): number | null {
  if (price === null) return null;
  if (kept === undefined || kept.dropFrom === null || kept.currency !== currency) return price;
  return Math.max(kept.dropFrom, price);
}

/** What those who looked at a product are to be told of it as it is now. */
export function toTell(product: KeptProduct, minDropPercent: number): ProductChangeKind[] {
  if (!product.inStock) return [];
  const { price, dropFrom: from, wasOut } = product;
  const told: ProductChangeKind[] = [];
  if (wasOut) told.push("backInStock");
  if (price !== null && from !== null && hasDropped(from, price, minDropPercent)) {
    told.push("priceDropped");
  }
  return told;
}

/** In whole numbers: prices have at most four digits behind the point, percentages count by two. */
function hasDropped(from: number, price: number, minPercent: number): boolean {
  const [before, now] = [tenThousandths(from), tenThousandths(price)];
  return now < before && (before - now) * 10_000n >= before * BigInt(Math.round(minPercent * 100));
}

const tenThousandths = (price: number): bigint => BigInt(Math.round(price * 10_000));

/** By how many percent a price has dropped, with one digit behind the point. */
export function percentOf(from: number, price: number): number {
  return Math.round(((from - price) / from) * 1_000) / 10;
}

/** What events say of a product. */
export function paramsOf(product: Product): Record<string, unknown> {
  const { externalId, ...facts } = product;
  return { productId: externalId, ...facts };
}
