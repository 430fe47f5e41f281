import { AppError } from "../../contract/errors.ts";
import { namesSealingKeys } from "../../db/access/sealed-values.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { SealedForm } from "./seal.ts";
import { seal } from "./seal.ts";

/**
 * Seals a value by the first key, in a form that every process of the deployment can open.
 * @param what can't be kept without a key, as a sentence's beginning
 * @throws AppError `conflict` without a key
 */
export async function sealValue(
  sql: Sql,
  keys: SealingKeys | undefined,
  { name, value, what = "secrets can't be kept" }: { name: string; value: string; what?: string },
): Promise<Buffer> {
  if (keys === undefined) throw new AppError("conflict", `${what}: SECRETS_KEY is not set`);
  return seal(keys[0], name, value, await sealedForm(sql, keys));
}

/** Processes of an older release read the first form only; with several keys set there are none. */
export async function sealedForm(sql: Sql, keys: SealingKeys): Promise<SealedForm> {
  return keys.length > 1 || (await namesSealingKeys(sql)) ? 2 : 1;
}
