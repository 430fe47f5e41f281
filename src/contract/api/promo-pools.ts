import { z } from "zod";
import { count, int4 } from "../integers.ts";
import { contactName, id, instant, title } from "./fields.ts";
import { pageQuery } from "./page.ts";

const lowStock = z
  .int()
  .min(0)
  .max(1_000_000_000)
  .meta({ description: "Warn when this many codes or fewer are left" });

const expiresAt = instant
  .nullable()
  .meta({ description: "From then on none of its codes is given; null: they don't expire" });

export const newPool = z
  .strictObject({
    name: title(200),
    lowStock: lowStock.default(0),
    expiresAt: expiresAt.default(null),
  })
  .meta({ id: "NewPromoPool" });

export const poolChange = z
  .strictObject({ lowStock: lowStock.optional(), expiresAt: expiresAt.optional() })
  .meta({ id: "PromoPoolChange", description: "What is left out stays" });

export const pool = z
  .strictObject({
    id: z.guid(),
    name: z.string().meta({ description: "What blocks name; never changes" }),
    lowStock: int4(0),
    createdAt: z.date(),
    total: count,
    given: count,
    remaining: count.meta({ description: "That can still be given" }),
    used: count.meta({ description: "That the shop said were used" }),
    expired: count.meta({ description: "That were never given, and are not any more" }),
    expiresAt: z.date().nullable(),
    runsLow: z.boolean().meta({ description: "`lowStock` or fewer are left" }),
  })
  .meta({ id: "PromoPool" });

export const newCodes = z
  .strictObject({
    codes: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(10_000)
      .meta({ description: "Given in this order" }),
  })
  .meta({ id: "NewPromoCodes" });

export const codesAdded = z
  .strictObject({
    added: count,
    repeated: count.meta({ description: "Were there already, or stood in the list twice" }),
    pool,
  })
  .meta({ id: "PromoCodesAdded" });

export const codesChecked = z
  .strictObject({
    fresh: count.meta({ description: "That would be added" }),
    present: count.meta({ description: "That the pool has or had already" }),
    doubled: count.meta({ description: "That stand in the list more than once, after the first" }),
    examples: z.array(z.string()).meta({ description: "The first 10 that would be left out" }),
  })
  .meta({ id: "PromoCodesChecked" });

export const usedCodes = z
  .strictObject({ codes: z.array(z.string().trim().min(1).max(200)).min(1).max(10_000) })
  .meta({ id: "UsedPromoCodes" });

export const codesUsed = z
  .strictObject({
    used: count.meta({ description: "That are used from now on" }),
    before: count.meta({ description: "That were used before, or stood in the list twice" }),
    unknown: count.meta({ description: "That the pool has not" }),
  })
  .meta({ id: "PromoCodesUsed" });

const codeStates = ["given", "used", "free"] as const;

export const codesQuery = pageQuery
  .extend({
    state: z
      .enum(codeStates)
      .default("given")
      .meta({ description: "given and used: the latest first; free: in the order of being given" }),
    search: z
      .string()
      .trim()
      .max(200)
      .optional()
      .meta({ description: "The beginning of the code, as it is written" }),
    contactId: id.optional(),
  })
  .meta({ id: "PromoCodesQuery" });
export type CodesQuery = z.output<typeof codesQuery>;

export const code = z
  .strictObject({
    code: z.string(),
    givenAt: z.date().nullable(),
    usedAt: z.date().nullable(),
    contactId: z.guid().nullable().meta({ description: "Null: nobody yet, or erased" }),
    contactName,
    runId: z.guid().nullable(),
  })
  .meta({ id: "PromoCode" });
export type PresentedCode = z.input<typeof code>;
export type PresentedPool = z.input<typeof pool>;
