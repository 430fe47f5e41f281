import { z } from "zod";
import { orderStatuses } from "../../domain/order-status.ts";
import { unlessMissing } from "../error-messages.ts";
import { count } from "../integers.ts";
import { eventError } from "./event.ts";
import { contactName, contactSearch, id, instant, keyText, textOrNumber } from "./fields.ts";
import { pageQuery } from "./page.ts";

const maxAmount = 1e11;

const amount = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^-?\d+(\.\d+)?$/)
        .transform(Number),
    ],
    { error: unlessMissing("must be a number") },
  )
  .refine((value) => Math.abs(value) < maxAmount, "is too large");

const text = (longest: number) =>
  textOrNumber
    .refine((value) => value.length <= longest, `must have at most ${longest} characters`)
    .nullish();

const dateMessage = "must be a date such as 2026-03-01T12:00:00Z";

/** Shops send an instant, a local time (taken as UTC) or a day. */
const orderDate = z
  .string({ error: unlessMissing(dateMessage) })
  .transform(isoDate)
  .pipe(z.union([z.iso.datetime({ offset: true }), z.iso.date()], dateMessage))
  .transform((value) => new Date(value))
  .meta({ description: "When it was ordered: an instant or a day; without an offset, UTC" });

/** ISO 8601's other spellings, as shops send them: +0200 for +02:00, and no offset. */
function isoDate(date: string): string {
  if (!date.includes("T")) return date;
  const offset = /(Z|[+-]\d\d:?\d\d)$/.exec(date)?.[0];
  return offset === undefined ? `${date}Z` : date.replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
}

const item = z
  .strictObject({
    externalItemId: textOrNumber.nullish(),
    name: text(1_000),
    category: text(1_000),
    quantity: amount.nullish(),
    cost: amount.nullish(),
    url: text(4_000),
    imageUrl: text(4_000),
    description: text(10_000),
  })
  .meta({ id: "OrderItem" });

/** An order in Reteno's form. */
export const orderBody = z
  .strictObject({
    externalOrderId: keyText.refine(
      (value) => value !== "" && value.length <= 300,
      "must have 1 to 300 characters",
    ),
    externalCustomerId: textOrNumber.nullish(),
    email: textOrNumber.nullish(),
    phone: textOrNumber.nullish(),
    totalCost: amount,
    status: z.enum(orderStatuses),
    date: orderDate,
    currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as EUR"),
    firstName: text(200),
    lastName: text(200),
    shipping: amount.nullish(),
    discount: amount.nullish(),
    taxes: amount.nullish(),
    restoreUrl: text(4_000),
    statusDescription: text(10_000),
    storeId: text(300),
    source: text(300),
    deliveryMethod: text(1_000),
    paymentMethod: text(1_000),
    deliveryAddress: text(4_000),
    additionalInfo: z.unknown().optional(),
    items: z.array(item).max(1_000, "must have at most 1000 items").nullish(),
  })
  .meta({ id: "OrderUpload" });

export const ordersBody = z
  .strictObject({
    orders: z
      .array(z.unknown().meta({ override: { $ref: "#/components/schemas/OrderUpload" } }))
      .min(1, "must have at least one order")
      .max(1_000, "must have at most 1000 orders"),
  })
  .meta({ id: "OrdersUpload" });

export const ordersAnswer = z
  .strictObject({
    rejected: z
      .array(
        z.strictObject({
          index: count,
          externalOrderId: z.string().nullable(),
          errors: z.array(eventError),
        }),
      )
      .optional(),
  })
  .meta({ id: "OrdersAnswer", description: "Empty when all orders were taken" });

export const orderParams = z.strictObject({ externalId: z.string().min(1).max(300) });

export const ordersQuery = pageQuery.extend({
  contactId: id.optional().meta({ description: "Campanile's id of a contact" }),
  search: contactSearch("The beginning of the order's number, of the first 1,000. "),
  status: z.enum(orderStatuses).optional(),
  from: instant.optional().meta({ description: "Ordered at or after" }),
  to: instant.optional().meta({ description: "Ordered before" }),
});
export type OrdersQuery = z.output<typeof ordersQuery>;

export const order = z
  .strictObject({
    id: z.guid(),
    externalId: z.string(),
    contactId: z.guid().nullable(),
    contactName,
    status: z.enum(orderStatuses),
    totalCost: z.number(),
    currency: z.string(),
    orderedAt: z.date(),
    items: z.array(z.record(z.string(), z.unknown())),
    details: z.record(z.string(), z.unknown()),
    createdAt: z.date(),
    updatedAt: z.date(),
    statuses: z.array(
      z.strictObject({
        status: z.enum(orderStatuses),
        reachedAt: z.date(),
        eventId: z.guid().nullable().meta({ description: "The event that it raised" }),
      }),
    ),
  })
  .meta({ id: "Order" });
export type PresentedOrder = z.input<typeof order>;
