import type { SealedRow, SecretSetting } from "../../db/access/sealed-values.ts";
import {
  ensureSecretSetting,
  findSecretSetting,
  secretSettings,
} from "../../db/access/sealed-values.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { Refusal } from "../../platform/logging/refuse.ts";
import { seal, unseal } from "./seal.ts";
import { sealedForm } from "./seal-value.ts";
import { whyUnopened } from "./unopened.ts";

/**
 * A secret that the deployment makes for itself at the first need, and shares through Postgres. It is
 * sealed where there is a key; one that was made before stays as it is until `secrets reseal`.
 * @throws Refusal when it can't be opened
 */
export async function secretSetting(
  sql: Sql,
  keys: SealingKeys | undefined,
  key: SecretSetting,
  make: () => string,
): Promise<string> {
  const found =
    (await findSecretSetting(sql, key)) ??
    (await ensureSecretSetting(sql, key, await firstOf(sql, keys, key, make())));
  return opened(found, keys, key);
}

function opened(
  found: Pick<SealedRow, "sealed" | "plain">,
  keys: SealingKeys | undefined,
  key: SecretSetting,
): string {
  if (found.plain !== null) return found.plain;
  if (found.sealed === null) throw new Error(`the setting ${key} holds neither form of a secret`);
  const unsealed = unseal(keys, settingPlace(key), found.sealed);
  if (unsealed.outcome === "opened") return unsealed.value;
  throw new Refusal(`the deployment's own ${key} ${whyUnopened(unsealed)}`);
}

/**
 * Asked before a process begins: without these keys no link, cookie or token could be told from a
 * stranger's.
 * @throws Refusal that names the key
 */
export async function requireSecretSettings(
  sql: Sql,
  keys: SealingKeys | undefined,
): Promise<void> {
  for (const key of secretSettings) {
    const found = await findSecretSetting(sql, key);
    if (found !== null) opened(found, keys, key);
  }
}

async function firstOf(
  sql: Sql,
  keys: SealingKeys | undefined,
  key: SecretSetting,
  value: string,
): Promise<{ plain: string } | { sealed: Buffer }> {
  // The first form of sealed values is for those that older programs read; these they don't.
  if (keys === undefined || (await sealedForm(sql, keys)) === 1) return { plain: value };
  return { sealed: seal(keys[0], settingPlace(key), value, 2) };
}

export const settingPlace = (key: string): string => `setting/${key}`;
