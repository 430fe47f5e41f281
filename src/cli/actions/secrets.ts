import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { resealAll } from "../../services/secrets/reseal.ts";
import type { SealedCount } from "../../services/secrets/sealed-counts.ts";
import { kindsText, sealedCounts, totalOf } from "../../services/secrets/sealed-counts.ts";
import type { Answer } from "../answer.ts";
import { exitCodes } from "../exit-codes.ts";
import { knownSecretsKeys } from "../secrets-keys.ts";
import { configOrThrow, withDatabase } from "../with-database.ts";

export function secretsStatus(): Promise<Answer> {
  return withDatabase(async (db) => {
    const keys = knownSecretsKeys(configOrThrow());
    const counts = await sealedCounts(db, keys);
    const idle = (keys ?? []).filter(({ id }) => !counts.some(({ key }) => key === id));
    return {
      json: { keys: (keys ?? []).map(({ id }) => id), sealed: counts },
      text: [
        keysText(keys),
        ...counts.map(statusLine),
        ...idle.map(({ id }) => `${id}  seals nothing`),
      ],
    };
  });
}

export function resealSecrets({ dryRun }: { dryRun: boolean }): Promise<Answer> {
  return withDatabase(async (db) => {
    const keys = knownSecretsKeys(configOrThrow());
    if (keys === undefined) throw new Error("SECRETS_KEY is not set: nothing can be sealed");
    const outcome = await resealAll(db, keys, { dryRun });
    const { resealed, current, unopened } = outcome;
    const done = dryRun ? "would be sealed" : "were sealed";
    const number = totalOf(resealed);
    const details = number === 0 ? "" : `: ${kindsText(resealed)}`;
    return {
      json: { dryRun, key: keys[0].id, ...outcome },
      text: [
        `${number} ${done} by ${keys[0].id}${details}`,
        `${current} are sealed by it already`,
        ...unopened.map(({ kind, key, sealedBy, isDamaged }) => {
          const why = isDamaged ? "was changed since it was sealed" : missingText(sealedBy);
          return `not opened: ${kind} ${key} ${why}`;
        }),
      ],
      exitCode: unopened.length > 0 ? exitCodes.failed : exitCodes.done,
    };
  });
}

function keysText(keys: SealingKeys | undefined): string {
  if (keys === undefined) return "SECRETS_KEY is not set";
  const [first, ...others] = keys.map(({ id }) => id);
  return [`${first} seals`, ...others.map((id) => `${id} only opens`)].join("; ");
}

function statusLine({ state, key, kinds }: SealedCount): string {
  const what = `${String(totalOf(kinds)).padStart(5)}  ${kindsText(kinds)}`;
  switch (state) {
    case "current":
      return `${key}${what}`;
    case "older":
      return `${key}${what}: to be sealed anew`;
    case "not sealed":
      return `not sealed${what}: to be sealed`;
    case "key is missing":
      return `${key ?? "unnamed key"}${what}: CAN'T BE OPENED, it is not in SECRETS_KEY`;
    case "damaged":
      return `${key}${what}: CAN'T BE OPENED, changed since it was sealed`;
  }
  return what;
}

const missingText = (key: string | null): string =>
  key === null
    ? "is sealed by a key that is not in SECRETS_KEY"
    : `is sealed by the key ${key}, which is not in SECRETS_KEY`;
