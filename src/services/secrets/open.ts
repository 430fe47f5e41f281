import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import type { Sql } from "../../db/core/database.ts";
import { sealedSecrets } from "../../db/access/secrets.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { unseal } from "./seal.ts";

export type OpenedSecrets =
  | { outcome: "opened"; secrets: Record<string, string> }
  | { outcome: "missing"; message: string };

/** Secrets by name. What is missing is said in words that name it and give nothing away. */
export async function openSecrets(
  sql: Sql,
  keys: SealingKeys | undefined,
  names: readonly string[],
): Promise<OpenedSecrets> {
  if (names.length === 0) return { outcome: "opened", secrets: {} };
  if (keys === undefined) return { outcome: "missing", message: sayVisit("noSecretsKey") };
  const sealed = new Map((await sealedSecrets(sql, names)).map((row) => [row.name, row.sealed]));
  const secrets: Record<string, string> = {};
  for (const name of names) {
    const bytes = sealed.get(name);
    if (bytes === undefined) {
      return { outcome: "missing", message: sayVisit("noSecret", { name }) };
    }
    const opened = unseal(keys, name, bytes);
    if (opened.outcome !== "opened") {
      return { outcome: "missing", message: unopened(name, opened) };
    }
    secrets[name] = opened.value;
  }
  return { outcome: "opened", secrets };
}

function unopened(
  name: string,
  { outcome, key }: { outcome: "key is missing" | "damaged"; key: string | null },
): string {
  if (outcome === "damaged") return sayVisit("secretDamaged", { name });
  return key === null
    ? sayVisit("secretOfAnotherKey", { name })
    : sayVisit("secretOfMissingKey", { name, key });
}
