import type { SealedKind } from "../../db/access/sealed-values.ts";
import { resealValue, startNamingKeys } from "../../db/access/sealed-values.ts";
import type { Database } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { examinedValues, placeOfRow } from "./examine-sealed.ts";
import { seal } from "./seal.ts";

export interface Resealed {
  /** Sealed by the first key now, or in a dry run to be. */
  resealed: Map<SealedKind, number>;
  /** Were so before. */
  current: number;
  /** Can't be opened: they stay as they are. */
  unopened: { kind: SealedKind; key: string; sealedBy: string | null; isDamaged: boolean }[];
}

/** More than that somebody writes faster than this goes. */
const mostPasses = 5;

/**
 * Seals everything by the first key, naming it. Each value is replaced by itself and only as long as it
 * is what was read, so that API and workers go on meanwhile, and a killed one is simply run again.
 * Processes of releases that can't read that end by it: see `startNamingKeys`.
 */
export async function resealAll(
  db: Database,
  keys: SealingKeys,
  { dryRun }: { dryRun: boolean },
): Promise<Resealed> {
  if (!dryRun) await db.tx((sql) => startNamingKeys(sql));
  const resealed = new Map<SealedKind, number>();
  for (let pass = 1; ; pass++) {
    const found = await passThrough(db, keys, dryRun, resealed);
    if (found.changed === 0 || pass === mostPasses) return { resealed, ...found };
  }
}

async function passThrough(
  db: Database,
  keys: SealingKeys,
  dryRun: boolean,
  resealed: Resealed["resealed"],
): Promise<Pick<Resealed, "current" | "unopened"> & { changed: number }> {
  const unopened: Resealed["unopened"] = [];
  let [current, changed] = [0, 0];
  for await (const { row, examined } of examinedValues(db, keys)) {
    const { kind, key } = row;
    if (examined.state === "current") current++;
    else if (examined.state === "older" || examined.state === "not sealed") {
      const next = seal(keys[0], placeOfRow(row), examined.value, 2);
      const isDone = dryRun || (await resealValue(db, row, next));
      if (isDone) resealed.set(kind, (resealed.get(kind) ?? 0) + 1);
      else changed++;
    } else {
      const isDamaged = examined.state === "damaged";
      unopened.push({ kind, key, sealedBy: examined.key, isDamaged });
    }
  }
  return { current, unopened, changed };
}
