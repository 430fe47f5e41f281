import { AppError } from "../../contract/errors.ts";
import { namesSealingKeys } from "../../db/access/sealed-values.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { SealedForm } from "./seal.ts";
import { seal } from "./seal.ts";

/**
 * Seals a value by the first key, in a form that every process of the deployment can open.
 * @throws AppError `conflict` without a key
 */
export async function sealValue(
  sql: Sql,
  keys: SealingKeys | undefined,
  { name, value, kept = "secret" }: { name: string; value: string; kept?: Kept },
): Promise<Buffer> {
  if (keys === undefined) throw new AppError("conflict", whyNotKept(kept));
  return seal(keys[0], name, value, await sealedForm(sql, keys));
}

type Kept = "secret" | "signing secret" | "address of Slack";

function whyNotKept(kept: Kept): string {
  switch (kept) {
    case "secret":
      return "secrets can't be kept: SECRETS_KEY is not set";
    case "signing secret":
      return "a webhook needs a secret to sign with: SECRETS_KEY is not set";
    case "address of Slack":
      break;
  }
  return "an address of Slack is kept sealed: SECRETS_KEY is not set";
}

/** Processes of an older release read the first form only; with several keys set there are none. */
export async function sealedForm(sql: Sql, keys: SealingKeys): Promise<SealedForm> {
  return keys.length > 1 || (await namesSealingKeys(sql)) ? 2 : 1;
}
