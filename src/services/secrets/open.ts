import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import type { Sql } from "../../db/core/database.ts";
import { sealedSecrets } from "../../db/access/secrets.ts";
import { unseal } from "./seal.ts";

export type OpenedSecrets =
  | { outcome: "opened"; secrets: Record<string, string> }
  | { outcome: "missing"; message: string };

/** Secrets by name. What is missing is said in words that name it and give nothing away. */
export async function openSecrets(
  sql: Sql,
  key: Buffer | undefined,
  names: readonly string[],
): Promise<OpenedSecrets> {
  if (names.length === 0) return { outcome: "opened", secrets: {} };
  if (key === undefined) return { outcome: "missing", message: sayVisit("noSecretsKey") };
  const sealed = new Map((await sealedSecrets(sql, names)).map((row) => [row.name, row.sealed]));
  const secrets: Record<string, string> = {};
  for (const name of names) {
    const bytes = sealed.get(name);
    if (bytes === undefined) {
      return { outcome: "missing", message: sayVisit("noSecret", { name }) };
    }
    const value = unseal(key, name, bytes);
    if (value === null) {
      const message = sayVisit("secretOfAnotherKey", { name });
      return { outcome: "missing", message };
    }
    secrets[name] = value;
  }
  return { outcome: "opened", secrets };
}
