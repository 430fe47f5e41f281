import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { SecretRow } from "../../db/access/secrets.ts";
import { writeSecret } from "../../db/access/secrets.ts";
import { seal } from "./seal.ts";

/**
 * Keeps a secret, in place of one of the same name. Nothing gives it out again but a webhook.
 * @param hosts where webhooks may send it; null: anywhere; undefined: as for the one before
 * @throws AppError `conflict` without a key to seal it with
 */
export async function putSecret(
  context: ServiceContext,
  key: Buffer | undefined,
  name: string,
  value: string,
  hosts?: string[] | null,
): Promise<SecretRow> {
  if (key === undefined) {
    throw new AppError("conflict", "secrets can't be kept: SECRETS_KEY is not set");
  }
  return writeSecret(context.sql, name, seal(key, name, value), hosts);
}
