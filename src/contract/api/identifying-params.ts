import { z } from "zod";
import { identityKinds } from "../../domain/identity.ts";
import { identifyingParams } from "../identifying-params.ts";

const fixed = new Set(identifyingParams.map(({ param }) => param.toLowerCase()));

const identity = z.enum(identityKinds).meta({ description: "What its value is" });

const mappedParam = z
  .strictObject({
    param: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((param) => !fixed.has(param.toLowerCase()), "identifies already")
      .meta({ description: "Compared without regard to case", example: "loyaltyCard" }),
    identity,
  })
  .nullable();

export const identifyingParamsChange = z
  .strictObject({ further: mappedParam })
  .meta({ id: "IdentifyingParamsChange" });

export const identifyingParamsAnswer = z
  .strictObject({
    fixed: z
      .array(z.strictObject({ param: z.string(), identity }))
      .meta({ description: "In the order in which they count" }),
    further: mappedParam.meta({ description: "One more, which counts after them; null: none" }),
  })
  .meta({ id: "IdentifyingParams" });

export type IdentifyingParams = z.input<typeof identifyingParamsAnswer>;
