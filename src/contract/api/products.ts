import { z } from "zod";
import { catalogueSettings, productChangeKinds } from "../../domain/catalogue.ts";
import { unlessMissing } from "../error-messages.ts";
import { count } from "../integers.ts";
import { contactUpsert } from "./contacts.ts";
import { eventError } from "./event.ts";
import { keyText, textOrNumber, truth } from "./fields.ts";
import { pageQuery } from "./page.ts";

const maxAttributesBytes = 16 * 1024;
const attributesTooLarge = "must have at most 16 kB as JSON";

const productId = keyText.refine(
  (value) => value !== "" && value.length <= 200,
  "must have 1 to 200 characters",
);

/** Fifteen digits and no more: as many as a number in JSON says exactly. */
const decimal = z
  .union([z.number(), z.string().trim()], { error: unlessMissing("must be a number") })
  .refine(
    (value) => /^\d{1,11}(\.\d{1,4})?$/.test(String(value)),
    "must be at least 0, below 100,000,000,000, with at most four digits behind the point",
  )
  .transform(Number);

const text = (longest: number) =>
  textOrNumber
    .refine((value) => value.length <= longest, `must have at most ${longest} characters`)
    .nullish();

const address = text(4_000).refine(
  (value) => value == null || /^https?:\/\/\S+$/i.test(value),
  "must be an http or https address",
);

const attributes = z
  .record(z.string(), z.unknown())
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= maxAttributesBytes,
    attributesTooLarge,
  );

/** A product of an upload. What is left out of one that is there stays; null empties. */
export const productBody = z
  .strictObject({
    externalId: productId.meta({ description: "The shop's id, as events and orders name it" }),
    name: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: "Needed where the product is new" }),
    url: address,
    imageUrl: address,
    price: decimal.nullish(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as EUR")
      .nullish(),
    inStock: z
      .boolean()
      .optional()
      .meta({ description: "By default whether there is a quantity above 0, or none is known" }),
    quantity: decimal.nullish(),
    category: text(1_000),
    attributes: attributes.nullish(),
  })
  .meta({ id: "ProductUpload" });

export const productsBody = z
  .strictObject({
    products: z
      .array(z.unknown().meta({ override: { $ref: "#/components/schemas/ProductUpload" } }))
      .min(1, "must have at least one product")
      .max(1_000, "must have at most 1000 products"),
  })
  .meta({ id: "ProductsUpload" });

export const productsAnswer = z
  .strictObject({
    created: count,
    updated: count,
    unchanged: count.meta({ description: "Were just so before: nothing was written" }),
    rejected: z.array(
      z.strictObject({
        index: count,
        externalId: z.string().nullable(),
        errors: z.array(eventError),
      }),
    ),
  })
  .meta({ id: "ProductsAnswer" });
export type ProductsAnswer = z.output<typeof productsAnswer>;

export const productParams = z.strictObject({ externalId: z.string().min(1).max(200) });

export const productsQuery = pageQuery.extend({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "A part of the name or the external id" }),
  category: z.string().max(1_000).optional(),
  inStock: truth.optional(),
});

export const product = z
  .strictObject({
    externalId: z.string(),
    name: z.string(),
    url: z.string().nullable(),
    imageUrl: z.string().nullable(),
    price: z.number().nullable(),
    currency: z.string().nullable(),
    inStock: z.boolean(),
    quantity: z.number().nullable(),
    category: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "Product" });
export type PresentedProduct = z.output<typeof product>;

export const catalogueSettingsBody = catalogueSettings.meta({ id: "CatalogueSettings" });

const about = z
  .enum(productChangeKinds)
  .default("backInStock")
  .meta({ description: "What the contact wants to be told of, once" });

export const productAsk = z
  .strictObject({
    contact: contactUpsert.meta({ description: "Found or made, as by POST /contacts/upsert" }),
    about,
  })
  .meta({ id: "ProductAsk" });

/** What a page of a site asks for, in the name of the contact that a signed token names. */
export const siteProductAsk = z.object({
  token: z.string().max(4_000),
  productId,
  about,
});

export const productAsked = z
  .strictObject({
    contactId: z.string(),
    externalId: z.string(),
    about: z.enum(productChangeKinds),
    inStock: z.boolean().meta({ description: "Whether it can be bought now" }),
  })
  .meta({ id: "ProductAsked" });
export type ProductAsked = z.output<typeof productAsked>;

export const productFigures = z
  .strictObject({
    viewed: count.meta({ description: "Contacts who have viewed it; counted up to 10,000" }),
    carted: count,
    stockAsked: count.meta({ description: "Contacts who wait to be told that it is back" }),
    priceAsked: count.meta({ description: "Contacts who wait to be told that it costs less" }),
    told: count.meta({ description: "Contacts who were told of a change of it" }),
    isWhole: z.boolean().meta({ description: "False: more than 10,000 are interested in it" }),
  })
  .meta({ id: "ProductFigures" });
export type ProductFigures = z.output<typeof productFigures>;

const moment = z.date().nullable();

export const productInterests = z
  .strictObject({
    items: z.array(
      z.strictObject({
        product: z.string().meta({ description: "Its external id" }),
        viewedAt: moment,
        cartedAt: moment,
        stockAskedAt: moment.meta({ description: "Asked to be told when it is back" }),
        priceAskedAt: moment.meta({ description: "Asked to be told when it costs less" }),
        stockToldAt: moment,
        priceToldAt: moment,
      }),
    ),
  })
  .meta({ id: "ProductInterests" });
