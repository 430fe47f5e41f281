import { createHmac, randomBytes } from "node:crypto";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { Unsealed } from "../secrets/seal.ts";
import { unseal } from "../secrets/seal.ts";
import { sealValue } from "../secrets/seal-value.ts";

/**
 * A new secret to sign with, and how it is kept.
 * @throws AppError `conflict` without a key to seal it with
 */
export async function newSecret(
  sql: Sql,
  keys: SealingKeys | undefined,
  webhookId: string,
): Promise<{ secret: string; sealed: Buffer }> {
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  const sealed = await sealValue(sql, keys, {
    name: placeOf(webhookId),
    value: secret,
    kept: "signing secret",
  });
  return { secret, sealed };
}

export function openSecret(
  keys: SealingKeys | undefined,
  webhookId: string,
  sealed: Buffer,
): Unsealed {
  return unseal(keys, placeOf(webhookId), sealed);
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

/** What it is sealed as; the secrets of notifications' targets are sealed as those of webhooks. */
export const placeOf = (webhookId: string) => `activity-webhook/${webhookId}`;
