import { AppError } from "../../contract/errors.ts";
import { seal, unseal } from "../secrets/seal.ts";

/** @throws AppError `conflict` without a key to seal it with */
export function sealSecret(key: Buffer | undefined, sourceId: string, secret: string): Buffer {
  if (key === undefined) {
    throw new AppError("conflict", "secrets can't be kept: SECRETS_KEY is not set");
  }
  return seal(key, nameOf(sourceId), secret);
}

/** @throws AppError `busy` when this process can't open it: whoever sends should try again later */
export function openSecret(key: Buffer | undefined, sourceId: string, sealed: Buffer): string {
  const secret = key === undefined ? null : unseal(key, nameOf(sourceId), sealed);
  if (secret === null) {
    throw new AppError("busy", "the source's secret can't be opened with this SECRETS_KEY", {
      details: { retryAfterSeconds: 60 },
    });
  }
  return secret;
}

/** No secret of webhooks has such a name: a row of theirs can't pose as this one. */
const nameOf = (sourceId: string): string => `source/${sourceId}`;
