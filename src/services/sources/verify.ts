import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "../../contract/errors.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import type { SourcePresetName } from "../../domain/webhook-sources/presets.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";
import type { SignatureScheme, SignedRequest } from "../../domain/webhook-sources/signature.ts";
import { isSigned, readPublicKey } from "../../domain/webhook-sources/signature.ts";
import { seal, unseal } from "../secrets/seal.ts";

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

/** How a source's deliveries are signed; null where they aren't, and its address holds a token. */
export function schemeOf({
  preset,
  signature,
  secret,
}: Pick<SourceRow, "preset" | "signature"> & { secret: unknown }): SignatureScheme | null {
  const known = presetOf(preset);
  if (known.signs === "if wanted" && (secret ?? null) === null) return null;
  return known.signature ?? signature;
}

/** @throws AppError `invalid` for a secret by which no delivery could ever be found genuine */
export function requireUsable(preset: SourcePresetName, secret: string | undefined): void {
  if (secret === undefined || presetOf(preset).signature !== "sendgrid") return;
  if (readPublicKey(secret) !== null) return;
  const message = "must be the verification key that SendGrid shows: Base64, MFkwEwYH…";
  throw new AppError("invalid", "the body has a fault", { faults: [{ path: "secret", message }] });
}

/** 192 random bits for an address. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** @throws AppError `conflict` without a key to seal it with */
export function sealSecret(key: Buffer | undefined, sourceId: string, secret: string): Buffer {
  if (key === undefined) {
    throw new AppError("conflict", "secrets can't be kept: SECRETS_KEY is not set");
  }
  return seal(key, nameOf(sourceId), secret);
}

/** No secret of webhooks has such a name: a row of theirs can't pose as this one. */
const nameOf = (sourceId: string): string => `source/${sourceId}`;

/** @throws AppError `busy` when this process can't open it: whoever sends should try again later */
function openSecret(key: Buffer | undefined, sourceId: string, sealed: Buffer): string {
  const secret = key === undefined ? null : unseal(key, nameOf(sourceId), sealed);
  if (secret === null) {
    throw new AppError("busy", "the source's secret can't be opened with this SECRETS_KEY", {
      details: { retryAfterSeconds: 60 },
    });
  }
  return secret;
}
