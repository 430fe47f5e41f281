import { timingSafeEqual } from "node:crypto";
import type { SourceRow } from "../../db/events/sources.ts";
import type { SignedRequest } from "../../domain/webhook-sources/signature.ts";
import { isSigned } from "../../domain/webhook-sources/signature.ts";
import { schemeOf } from "./scheme.ts";
import { openSecret } from "./seal-secret.ts";
import { hashOfToken } from "./token.ts";

/** Whether a source's address came with its token; always so where deliveries are signed. */
export function hasToken({ tokenHash }: SourceRow, token: string | undefined): boolean {
  return tokenHash === null || timingSafeEqual(tokenHash, hashOfToken(token ?? ""));
}

/**
 * Whether a delivery is signed with the source's secret; always so where the address holds a token.
 * @throws AppError `busy` when the secret can't be opened here
 */
export function isSignedFor(
  source: SourceRow,
  secretsKey: Buffer | undefined,
  request: SignedRequest,
  now: Date,
): boolean {
  const scheme = schemeOf(source);
  if (scheme === null) return source.tokenHash !== null;
  if (source.secret === null) return false;
  return isSigned(scheme, openSecret(secretsKey, source.id, source.secret), request, now);
}
