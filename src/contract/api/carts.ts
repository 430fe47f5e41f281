import { z } from "zod";
import { instant } from "./fields.ts";

const maxBytes = 56 * 1024;

const item = z.record(z.string().max(100), z.unknown()).meta({
  id: "CartItem",
  description: "As the shop's messages need it: a product's name, price, quantity, picture, …",
  example: { productId: "mug-1", name: "Mug", price: 12, quantity: 2 },
});

const total = z.number().meta({ description: "What its items cost together" });
const currency = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{3}$/, "must be an ISO 4217 code such as EUR");
const url = z.string().trim().max(4_000).meta({ description: "Where the contact finds it again" });
const details = z
  .record(z.string().trim().min(1).max(100), z.unknown())
  .meta({ description: "What else messages are to say of it" });

export const cartUpload = z
  .strictObject({
    items: z
      .array(item)
      .max(500)
      .meta({ description: "All items that it holds now; none clears it" }),
    total: total.nullish(),
    currency: currency.nullish(),
    url: url.nullish(),
    details: details.optional(),
    occurredAt: instant
      .optional()
      .meta({ description: "When it was changed, by your clock; what is known better stays" }),
  })
  .refine(
    (cart) => Buffer.byteLength(JSON.stringify(cart)) <= maxBytes,
    "must have at most 56 kB as JSON",
  )
  .meta({ id: "CartUpload" });
export type CartUpload = z.output<typeof cartUpload>;

export const cart = z
  .strictObject({
    items: z.array(z.unknown()),
    total: z.number().nullable(),
    currency: z.string().nullable(),
    url: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    changedAt: z.date().nullable().meta({ description: "Null: nothing was ever told of it" }),
    abandonedAt: z.date().nullable().meta({ description: "When it was found abandoned last" }),
  })
  .meta({ id: "Cart" });
