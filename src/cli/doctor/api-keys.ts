import { keysEndingWithin } from "../../db/access/api-keys.ts";
import type { Database } from "../../db/core/database.ts";
import { daysBeforeKeysEnd } from "../../services/api-keys/ending.ts";
import type { Finding } from "./finding.ts";

/** Whether a key is about to expire that has no successor yet. */
export async function* examineApiKeys(db: Database): AsyncGenerator<Finding> {
  yield await endingKeys(db);
}

async function endingKeys(db: Database): Promise<Finding> {
  const what = "API keys";
  const { ending, firstAt } = await keysEndingWithin(db, daysBeforeKeysEnd);
  if (firstAt === null) {
    return {
      what,
      ok: true,
      says: `none without a successor expires within ${daysBeforeKeysEnd} days`,
    };
  }
  const says =
    `${ending} without a successor expire within ${daysBeforeKeysEnd} days, the first at ` +
    `${firstAt.toISOString()}: campanile keys list shows which, keys roll replaces one`;
  return { what, ok: true, doubtful: true, says };
}
