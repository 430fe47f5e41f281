import type { PoolRow } from "../../db/messages/promo-codes.ts";

/** A pool as the API shows it. */
export function presentPool(pool: PoolRow) {
  const { total, remaining, lowStock } = pool;
  return { ...pool, given: total - remaining, runsLow: remaining <= lowStock };
}

export type ShownPool = ReturnType<typeof presentPool>;
