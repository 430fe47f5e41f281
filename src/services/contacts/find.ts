import { ownersOf } from "../../db/contacts/contact-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { strength } from "../../domain/identity.ts";

/** The contact that one of these identities finds, the strongest first; nothing is made. */
export async function findContact(
  sql: Sql,
  identities: readonly Identity[],
): Promise<string | null> {
  const owners = await ownersOf(sql, identities);
  const [strongest] = owners.toSorted((a, b) => strength(a.kind) - strength(b.kind));
  return strongest?.contactId ?? null;
}
