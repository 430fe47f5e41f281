import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { SourcePresetName } from "../../domain/webhook-sources/presets.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";
import type { SignatureScheme, SignedRequest } from "../../domain/webhook-sources/signature.ts";
import { isSigned, readPublicKey } from "../../domain/webhook-sources/signature.ts";
import { unseal } from "../secrets/seal.ts";
import { sealValue } from "../secrets/seal-value.ts";
import { whyUnopened } from "../secrets/unopened.ts";

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
  secretsKeys: SealingKeys | undefined,
  request: SignedRequest,
  now: Date,
): boolean {
  const scheme = schemeOf(source);
  if (scheme === null) return source.tokenHash !== null;
  if (source.secret === null) return false;
  return isSigned(scheme, openSecret(secretsKeys, source.id, source.secret), request, now);
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
export function sealSecret(
  sql: Sql,
  keys: SealingKeys | undefined,
  sourceId: string,
  secret: string,
): Promise<Buffer> {
  return sealValue(sql, keys, { name: placeOf(sourceId), value: secret });
}

/** No secret of webhooks has such a name: a row of theirs can't pose as this one. */
export const placeOf = (sourceId: string): string => `source/${sourceId}`;

/** @throws AppError `busy` when this process can't open it: whoever sends should try again later */
function openSecret(keys: SealingKeys | undefined, sourceId: string, sealed: Buffer): string {
  const opened = unseal(keys, placeOf(sourceId), sealed);
  if (opened.outcome === "opened") return opened.value;
  throw new AppError("busy", `the source's secret ${whyUnopened(opened)}`, {
    details: { retryAfterSeconds: 60 },
  });
}
