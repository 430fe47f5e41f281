import { randomBytes } from "node:crypto";
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

const placeOf = (webhookId: string) => `activity-webhook/${webhookId}`;
