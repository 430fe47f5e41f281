import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import type { RateLimit } from "../../contract/rate-limit.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import { insertApiKey } from "../../db/access/api-keys.ts";
import { hashOfKey, newKey } from "./token.ts";

/**
 * Makes a key. It is in the answer and nowhere else: only its hash is kept.
 * @throws AppError `forbidden` when its maker lacks one of its scopes
 */
export async function createApiKey(
  context: ServiceContext,
  wanted: { name: string; scopes: readonly Scope[]; rateLimit?: RateLimit | null | undefined },
  maker: { scopes: readonly Scope[] },
): Promise<ApiKeyRow & { key: string }> {
  const beyond = wanted.scopes.filter((scope) => !maker.scopes.includes(scope));
  if (beyond.length > 0) {
    const message = `a key can't have more scopes than its maker: ${beyond.join(", ")}`;
    throw new AppError("forbidden", message);
  }
  const key = newKey();
  const row = await insertApiKey(context.sql, {
    id: v7(),
    name: wanted.name,
    hash: hashOfKey(key),
    hint: key.slice(-4),
    scopes: [...new Set(wanted.scopes)],
    rateLimit: wanted.rateLimit ?? null,
  });
  return { ...row, key };
}
