import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { NewSource } from "../../contract/api/sources.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { insertSource } from "../../db/events/sources.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";
import { schemeOf } from "./scheme.ts";
import { sealSecret } from "./seal-secret.ts";
import { requireReadable } from "./templates-of.ts";
import { hashOfToken, newToken } from "./token.ts";

/**
 * Makes an address for the webhooks of others. One that is signed may get its secret later: some
 * providers want the address first.
 * @returns the source, and its token where the address needs one: it is kept as a hash only
 * @throws AppError `conflict` for a secret without a key to seal it with
 */
export async function createSource(
  context: ServiceContext,
  secretsKey: Buffer | undefined,
  { name, preset, secret, signature = null, mapping }: NewSource,
): Promise<{ row: SourceRow; token: string | undefined }> {
  await requireReadable(context.renderer, mapping);
  const id = v7();
  const token = schemeOf({ preset, signature }) === null ? newToken() : undefined;
  const row = await insertSource(context.sql, {
    id,
    name,
    preset,
    signature,
    secret: secret === undefined ? null : sealSecret(secretsKey, id, secret),
    tokenHash: token === undefined ? null : hashOfToken(token),
    mapping: mapping ?? presetOf(preset).mapping,
  });
  return { row, token };
}
