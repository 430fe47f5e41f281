import { z } from "zod";
import { rateLimit } from "../rate-limit.ts";
import { scopes } from "../scopes.ts";
import { title } from "./fields.ts";

const scopeList = z.array(z.enum(scopes)).min(1, "at least one scope is needed");
const name = title(200).meta({ description: "What the key is for", example: "Shop, production" });
const ownLimit = rateLimit
  .nullable()
  .meta({ description: "How fast it may send; null is what the settings say" });

export const newApiKey = z
  .strictObject({
    name,
    scopes: scopeList.meta({ description: "What it may do; no more than the key that makes it" }),
    rateLimit: ownLimit.optional(),
  })
  .meta({ id: "NewApiKey" });

export const apiKeyChange = z
  .strictObject({ name: name.optional(), rateLimit: ownLimit.optional() })
  .meta({ id: "ApiKeyChange" });
export type ApiKeyChange = z.output<typeof apiKeyChange>;

export const apiKey = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    hint: z.string().meta({ description: "Its last four characters" }),
    scopes: z.array(z.enum(scopes)),
    rateLimit: ownLimit,
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().meta({ description: "To about a minute" }),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: "ApiKey" });

export const createdApiKey = apiKey
  .extend({ key: z.string().meta({ description: "The key itself, shown this once" }) })
  .meta({ id: "CreatedApiKey" });
