import type { Database } from "../../db/core/database.ts";
import type { Config } from "../../platform/config/config.ts";
import type { SealedCount } from "../../services/secrets/sealed-counts.ts";
import { sealedCounts, totalOf } from "../../services/secrets/sealed-counts.ts";
import { knownSecretsKeys } from "../secrets-keys.ts";
import type { Finding } from "./finding.ts";

const what = "Secrets";
const reseal = "campanile secrets reseal";

/** Whether everything sealed can be opened, and which keys are still needed for it. */
export async function* examineSecrets(db: Database, config: Config): AsyncGenerator<Finding> {
  yield await sealedBy(db, config);
}

async function sealedBy(db: Database, config: Config): Promise<Finding> {
  let keys;
  try {
    keys = knownSecretsKeys(config);
  } catch (error) {
    return { what, ok: false, says: (error as Error).message };
  }
  const counts = await sealedCounts(db, keys);
  const lost = counts.filter(({ state }) => state === "key is missing" || state === "damaged");
  if (lost.length > 0) return { what, ok: false, says: lost.map(lostText).join("; ") };
  if (keys === undefined) {
    return { what, ok: true, says: "SECRETS_KEY is not set: none can be kept" };
  }
  const [first, ...others] = keys.map(({ id }) => id);
  const used = new Set(counts.map(({ key }) => key));
  const needed = others.filter((id) => used.has(id));
  if (needed.length > 0) {
    const number = numberOf(counts.filter(({ key }) => key !== null && needed.includes(key)));
    const says = `${number} values are sealed by ${needed.join(" and ")}, which SECRETS_KEY needs until ${reseal}`;
    return { what, ok: true, doubtful: true, says };
  }
  if (others.length > 0) {
    const says = `nothing is sealed by ${others.join(" and ")} any more: take it out of SECRETS_KEY`;
    return { what, ok: true, doubtful: true, says };
  }
  const behind = numberOf(counts.filter(({ state }) => state !== "current"));
  if (behind > 0) {
    const says = `${behind} values are not sealed, or don't say by which key: once all processes are of this release, ${reseal}`;
    return { what, ok: true, doubtful: true, says };
  }
  return { what, ok: true, says: `${numberOf(counts)} values are sealed by ${first}` };
}

function lostText({ state, key, kinds }: SealedCount): string {
  const values = `${totalOf(kinds)} values`;
  if (state === "damaged") return `${values} were changed since ${key} had sealed them`;
  const by = key === null ? "a key" : `the key ${key},`;
  return `${values} are sealed by ${by} that is not in SECRETS_KEY: put it back, behind the first one`;
}

const numberOf = (counts: readonly SealedCount[]): number =>
  counts.reduce((sum, { kinds }) => sum + totalOf(kinds), 0);
