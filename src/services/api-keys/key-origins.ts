import { originsOfKeys } from "../../db/access/api-keys.ts";
import type { Database } from "../../db/core/database.ts";

const freshMs = 10_000;

/** The origins that keys name, remembered for 10 seconds, as keys are. */
export class KeyOrigins {
  readonly #db: Database;
  #read: { origins: Promise<Set<string>>; until: number } | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async has(origin: string): Promise<boolean> {
    const now = Date.now();
    if (this.#read === undefined || this.#read.until <= now) {
      const origins = originsOfKeys(this.#db).then((all) => new Set(all));
      this.#read = { origins, until: now + freshMs };
      origins.catch(() => (this.#read = undefined));
    }
    return (await this.#read.origins).has(origin);
  }
}
