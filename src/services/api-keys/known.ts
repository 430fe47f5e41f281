import { LRUCache } from "lru-cache";
import type { Scope } from "../../contract/scopes.ts";
import type { RateLimit } from "../../contract/rate-limit.ts";
import { apiKeyByHash, recordKeyUse } from "../../db/access/api-keys.ts";
import type { Database } from "../../db/core/database.ts";

const freshMs = 10_000;
const maxKeys = 1_000;

interface KnownKey {
  keyId: string;
  scopes: readonly Scope[];
  /** Null where the limit in the settings counts. */
  rateLimit: RateLimit | null;
  origins: readonly string[];
  /** It may be over: whoever asks looks. */
  expiresAt: Date | null;
}

export const hasExpired = ({ expiresAt }: { expiresAt: Date | null }, now: number): boolean =>
  expiresAt !== null && expiresAt.getTime() <= now;

/**
 * Keys by their hash, remembered for 10 seconds: a request then costs no query, and a revoked
 * key lives on that long at most.
 */
export class KnownKeys {
  readonly #db: Database;
  readonly #seen = new LRUCache<string, { key: KnownKey; until: number }>({ max: maxKeys });

  constructor(db: Database) {
    this.#db = db;
  }

  async find(hash: Buffer, now: number): Promise<KnownKey | null> {
    const name = hash.toString("hex");
    const seen = this.#seen.get(name);
    if (seen !== undefined && seen.until > now) return seen.key;
    const row = await apiKeyByHash(this.#db, hash);
    this.#seen.delete(name);
    if (row === null) return null;
    const { id: keyId, scopes, rateLimit, origins, expiresAt } = row;
    const key = { keyId, scopes, rateLimit, origins, expiresAt };
    this.#seen.set(name, { key, until: now + freshMs });
    // It is only shown to people, so it neither delays nor fails the request.
    if (!hasExpired(key, now)) recordKeyUse(this.#db, row.id).catch(() => undefined);
    return key;
  }
}
