import type { KeyRoll } from "../../contract/api/api-keys.ts";
import { AppError } from "../../contract/errors.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import { endApiKeyIn, lockApiKey } from "../../db/access/api-keys.ts";
import type { ServiceContext } from "../context.ts";
import { createApiKey } from "./api-keys.ts";

/**
 * Gives a key a successor, which may do the same; the key itself ends after an overlap in which both
 * are taken.
 * @throws AppError `not_found`; `conflict` for a key that has ended or has a successor; `forbidden` when
 * the maker lacks one of its scopes
 */
export async function rollApiKey(
  context: ServiceContext,
  id: string,
  { overlapHours, expiresAt }: KeyRoll,
  maker: { scopes: readonly Scope[] },
): Promise<ApiKeyRow & { key: string }> {
  return context.transaction(async (context) => {
    const before = await lockApiKey(context.sql, id);
    if (before === undefined) throw new AppError("not_found", "there is no such API key");
    if (before.hasEnded) {
      throw new AppError("conflict", "this key has ended: make another one");
    }
    if (before.hasSuccessor) throw new AppError("conflict", "this key has a successor already");
    const { name, scopes, rateLimit, origins } = before;
    const successor = await createApiKey(
      context,
      {
        name,
        scopes,
        rateLimit,
        origins,
        expiresAt: expiresAt === undefined ? asLongAs(before, context.now()) : expiresAt,
        replacesId: id,
      },
      maker,
    );
    await endApiKeyIn(context.sql, id, overlapHours);
    return successor;
  });
}

function asLongAs({ createdAt, expiresAt }: ApiKeyRow, now: Date): Date | null {
  return expiresAt === null
    ? null
    : new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}
