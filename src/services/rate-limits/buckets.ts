import { LRUCache } from "lru-cache";
import type { RateLimit } from "../../contract/rate-limit.ts";
import type { Sql } from "../../db/core/database.ts";
import { takeTokens } from "../../db/access/rate-buckets.ts";
import { LeasedBucket } from "./leased-bucket.ts";

const maxBuckets = 1_000;

/** The buckets of the keys that this process has to do with. */
export class Buckets {
  readonly #sql: Sql;
  readonly #clock: () => number;
  readonly #byName = new LRUCache<string, LeasedBucket>({ max: maxBuckets });

  constructor(sql: Sql, clock: () => number = () => performance.now()) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** A key's bucket, from now on with this limit. */
  of(name: string, limit: RateLimit): LeasedBucket {
    const known = this.#byName.get(name);
    if (known !== undefined) {
      known.limit = limit;
      return known;
    }
    const bucket: LeasedBucket = new LeasedBucket(
      limit,
      (ask) => takeTokens(this.#sql, name, bucket.limit, ask),
      this.#clock,
    );
    this.#byName.set(name, bucket);
    return bucket;
  }
}
