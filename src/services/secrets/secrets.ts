import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { SecretRow } from "../../db/access/secrets.ts";
import {
  deleteSecret as remove,
  listSecrets as rowsOf,
  writeSecret,
} from "../../db/access/secrets.ts";
import { isAtOneOf } from "../../domain/host-pattern.ts";
import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageByText } from "../pages.ts";
import { sealValue } from "./seal-value.ts";

/**
 * Keeps a secret, in place of one of the same name. Nothing gives it out again but a webhook.
 * @param hosts where webhooks may send it; null: anywhere; undefined: as for the one before
 * @throws AppError `conflict` without a key to seal it with
 */
export async function putSecret(
  context: ServiceContext,
  keys: SealingKeys | undefined,
  name: string,
  value: string,
  hosts?: string[] | null,
): Promise<SecretRow> {
  const sealed = await sealValue(context.sql, keys, { name, value });
  return writeSecret(context.sql, name, sealed, hosts);
}

/** Names of secrets, never the secrets. */
export async function listSecrets(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<SecretRow>> {
  const nameOf = ({ name }: SecretRow) => name;
  return pageByText(request, nameOf, (count, behind) => rowsOf(context.sql, count, behind));
}

/** @throws AppError `not_found` */
export async function deleteSecret(context: ServiceContext, name: string): Promise<void> {
  if (!(await remove(context.sql, name)))
    throw new AppError("not_found", "there is no such secret");
}

/**
 * What is wrong with sending secrets to an address, or null. It names the secret and where it may go,
 * not the address, which may hold what is personal.
 *
 * @param limited those secrets that may not be sent anywhere
 */
export function secretElsewhere(
  address: string,
  limited: readonly { name: string; hosts: readonly string[] }[],
): string | null {
  // What is no address is refused for that.
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  for (const { name, hosts } of limited) {
    if (!isAtOneOf(url, hosts)) return noSecret(name, hosts);
  }
  return null;
}

export function noSecret(name: string, allowed: readonly string[]): string {
  return sayVisit("secretElsewhere", { name, hosts: allowed.join(", ") });
}
