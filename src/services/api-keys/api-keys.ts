import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../platform/new-id.ts";
import type { ApiKeyChange } from "../../contract/api/api-keys.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { RateLimit } from "../../contract/rate-limit.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import {
  changeApiKey,
  insertApiKey,
  revokeApiKey as markRevoked,
  listApiKeys as rowsOf,
} from "../../db/access/api-keys.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";

/**
 * Makes a key. It is in the answer and nowhere else: only its hash is kept.
 * @throws AppError `forbidden` when its maker lacks one of its scopes
 */
export async function createApiKey(
  context: ServiceContext,
  wanted: {
    name: string;
    scopes: readonly Scope[];
    rateLimit?: RateLimit | null | undefined;
    origins?: readonly string[];
    expiresAt?: Date | null | undefined;
    replacesId?: string;
  },
  maker: { scopes: readonly Scope[] },
): Promise<ApiKeyRow & { key: string }> {
  const isHeld = (scope: Scope): boolean =>
    maker.scopes.includes(scope) || (scope === "collect" && maker.scopes.includes("send"));
  const beyond = wanted.scopes.filter((scope) => !isHeld(scope));
  if (beyond.length > 0) {
    const message = `a key can't have more scopes than its maker: ${beyond.join(", ")}`;
    throw new AppError("forbidden", message);
  }
  requireFuture(context, wanted.expiresAt);
  const key = newKey();
  const row = await insertApiKey(context.sql, {
    id: newId(),
    name: wanted.name,
    hash: hashOfKey(key),
    hint: key.slice(-4),
    scopes: [...new Set(wanted.scopes)],
    rateLimit: wanted.rateLimit ?? null,
    origins: [...new Set(wanted.origins)],
    expiresAt: wanted.expiresAt ?? null,
    replacesId: wanted.replacesId ?? null,
  });
  return { ...row, key };
}

/** All keys, revoked ones too, newest first. */
export async function listApiKeys(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<ApiKeyRow>> {
  return pageById(request, (count, behind) => rowsOf(context.sql, count, behind));
}

/**
 * Names a key anew, or sets how fast it may send and when it ends. Processes that have just seen it
 * hold it to what was for up to 10 seconds.
 * @throws AppError `not_found`; `invalid` for an end that is over
 */
export async function updateApiKey(
  context: ServiceContext,
  id: string,
  change: ApiKeyChange,
): Promise<ApiKeyRow> {
  requireFuture(context, change.expiresAt);
  const row = await changeApiKey(context.sql, id, change);
  if (row === undefined) throw new AppError("not_found", "there is no such API key");
  return row;
}

/**
 * Ends a key. Processes that have just seen it go on taking it for up to 10 seconds.
 * @throws AppError `not_found`
 */
export async function revokeApiKey(context: ServiceContext, id: string): Promise<void> {
  if (!(await markRevoked(context.sql, id)))
    throw new AppError("not_found", "there is no such API key");
}

/** @throws AppError `invalid` */
function requireFuture(context: ServiceContext, expiresAt: Date | null | undefined): void {
  if (expiresAt == null || expiresAt > context.now()) return;
  throw new AppError("invalid", "the key would have ended already", {
    faults: [{ path: "expiresAt", message: "must be in the future" }],
  });
}

/** What is kept of a key. One pass of SHA-256 does: nobody can try out 256 random bits. */
export function hashOfKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** A new key: 256 random bits behind a prefix by which secret scanners know it. */
function newKey(): string {
  return `cmp_${randomBytes(32).toString("base64url")}`;
}
