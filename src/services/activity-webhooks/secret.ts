import { createHmac, randomBytes } from "node:crypto";
import { AppError } from "../../contract/errors.ts";
import { seal, unseal } from "../secrets/seal.ts";

/**
 * A new secret to sign with, and how it is kept.
 * @throws AppError `conflict` without a key to seal it with
 */
export function newSecret(
  key: Buffer | undefined,
  webhookId: string,
): { secret: string; sealed: Buffer } {
  if (key === undefined) {
    throw new AppError("conflict", "a webhook needs a secret to sign with: SECRETS_KEY is not set");
  }
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  return { secret, sealed: seal(key, placeOf(webhookId), secret) };
}

/** @returns null when it was sealed under another key */
export function openSecret(
  key: Buffer | undefined,
  webhookId: string,
  sealed: Buffer,
): string | null {
  return key === undefined ? null : unseal(key, placeOf(webhookId), sealed);
}

/**
 * The header by which a receiver knows that a request is ours: `t=<seconds>,v1=<hex>`, v1 being the
 * HMAC-SHA256 of `<t>.<body>` under the webhook's secret. The time is signed along, so that an old
 * request can't be played back.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}

const placeOf = (webhookId: string) => `activity-webhook/${webhookId}`;
