import { z } from "zod";
import { count, int4 } from "../integers.ts";
import { title } from "./fields.ts";

const lowStock = z
  .int()
  .min(0)
  .max(1_000_000_000)
  .meta({ description: "Warn when this many codes or fewer are left" });

export const newPool = z
  .strictObject({ name: title(200), lowStock: lowStock.default(0) })
  .meta({ id: "NewPromoPool" });

export const poolChange = z.strictObject({ lowStock }).meta({ id: "PromoPoolChange" });

export const pool = z
  .strictObject({
    id: z.guid(),
    name: z.string().meta({ description: "What blocks name; never changes" }),
    lowStock: int4(0),
    createdAt: z.date(),
    total: count,
    given: count,
    remaining: count,
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
