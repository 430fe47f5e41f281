import { LRUCache } from "lru-cache";
import { AppError } from "../contract/errors.ts";

const windowMs = 60_000;
const maxNames = 10_000;

/**
 * Counts failures by name (an address, somebody's e-mail), in this process: so many within a
 * minute, then a pause.
 */
export class FailedAttempts {
  readonly #most: number;
  readonly #byName = new LRUCache<string, { count: number; until: number }>({ max: maxNames });

  constructor(most = 20) {
    this.#most = most;
  }

  /** @throws AppError `too_many_requests` while a name has to pause */
  check(name: string, now: number): void {
    const seen = this.#byName.get(name);
    if (seen === undefined || seen.count < this.#most || seen.until <= now) return;
    throw new AppError("too_many_requests", "too many failed attempts; try again later", {
      details: { retryAfterSeconds: Math.ceil((seen.until - now) / 1000) },
    });
  }

  note(name: string, now: number): void {
    const seen = this.#byName.get(name);
    if (seen !== undefined && seen.until > now) {
      seen.count++;
      return;
    }
    this.#byName.set(name, { count: 1, until: now + windowMs });
  }

  /** What was noted before its end was known has not failed. */
  takeBack(name: string): void {
    const seen = this.#byName.get(name);
    if (seen !== undefined && seen.count > 0) seen.count--;
  }
}
