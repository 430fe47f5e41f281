import { z } from "zod";
import { scopes } from "../scopes.ts";
import { title } from "./fields.ts";

const scopeList = z.array(z.enum(scopes)).min(1, "at least one scope is needed");

export const newApiKey = z
  .strictObject({
    name: title(200).meta({ description: "What the key is for", example: "Shop, production" }),
    scopes: scopeList.meta({ description: "What it may do; no more than the key that makes it" }),
  })
  .meta({ id: "NewApiKey" });

export const apiKey = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    hint: z.string().meta({ description: "Its last four characters" }),
    scopes: z.array(z.enum(scopes)),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().meta({ description: "To about a minute" }),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: "ApiKey" });

export const createdApiKey = apiKey
  .extend({ key: z.string().meta({ description: "The key itself, shown this once" }) })
  .meta({ id: "CreatedApiKey" });
