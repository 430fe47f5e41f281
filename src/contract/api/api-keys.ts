import { z } from "zod";
import { rateLimit } from "../rate-limit.ts";
import { scopes } from "../scopes.ts";
import { instant, title } from "./fields.ts";

const scopeList = z.array(z.enum(scopes)).min(1, "at least one scope is needed");
const name = title(200).meta({ description: "What the key is for", example: "Shop, production" });
const ownLimit = rateLimit
  .nullable()
  .meta({ description: "How fast it may send; null is what the settings say" });

const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => new URL(text).origin === text,
    "must be an origin such as https://shop.example.com",
  )
  .meta({
    description: "Scheme, host and port, without a path",
    example: "https://shop.example.com",
  });

const ownExpiry = instant
  .nullable()
  .meta({ description: "From when on it is refused; null: it does not end by itself" });

export const newApiKey = z
  .strictObject({
    name,
    scopes: scopeList.meta({ description: "What it may do; no more than the key that makes it" }),
    rateLimit: ownLimit.optional(),
    expiresAt: ownExpiry.optional(),
    origins: z.array(origin).max(100).default([]).meta({
      description: "The sites whose pages may use it, and nobody else; for the scope collect only",
    }),
  })
  .refine(
    ({ scopes: given, origins }) => origins.length === 0 || given.every((one) => one === "collect"),
    {
      message: "a key of pages has the scope collect only: everybody can read it",
      path: ["scopes"],
    },
  )
  .meta({ id: "NewApiKey" });

export const apiKeyChange = z
  .strictObject({
    name: name.optional(),
    rateLimit: ownLimit.optional(),
    expiresAt: ownExpiry.optional(),
  })
  .meta({ id: "ApiKeyChange" });
export type ApiKeyChange = z.output<typeof apiKeyChange>;

export const keyRoll = z
  .strictObject({
    overlapHours: z.int().min(0).max(720).default(24).meta({
      description: "For how long the key goes on beside its successor, at most",
    }),
    expiresAt: ownExpiry
      .optional()
      .meta({ description: "Of the successor; without it, it lasts as long as the key was to" }),
  })
  .meta({ id: "KeyRoll" });
export type KeyRoll = z.output<typeof keyRoll>;

export const apiKey = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    hint: z.string().meta({ description: "Its last four characters" }),
    scopes: z.array(z.enum(scopes)),
    rateLimit: ownLimit,
    origins: z.array(z.string()),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().meta({ description: "To about a minute" }),
    revokedAt: z.date().nullable(),
    expiresAt: z.date().nullable().meta({ description: "From when on it is refused" }),
    replacesId: z.guid().nullable().meta({ description: "The key whose successor it is" }),
  })
  .meta({ id: "ApiKey" });

export const createdApiKey = apiKey
  .extend({ key: z.string().meta({ description: "The key itself, shown this once" }) })
  .meta({ id: "CreatedApiKey" });
